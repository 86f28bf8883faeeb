using System.ComponentModel.DataAnnotations;

namespace EdgeAigc.Gateway;

/// <summary>Limits of the HTTP API.</summary>
public sealed class HttpApiOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "EdgeAigc:Gateway";

    /// <summary>Largest body of a request, in KiB.</summary>
    [Range(1, 65536)]
    public int MaxBodyKibibytes { get; set; } = 1024;

    /// <summary>Denoising steps from one partial image to the next where the request does not say how many steps it wants.</summary>
    [Range(1, 1000)]
    public int PartialImageSteps { get; set; } = 4;

    /// <summary>For how long a request that a lost silo relayed is asked for again, in seconds.</summary>
    [Range(1, 600)]
    public int PatienceSeconds { get; set; } = 30;

    /// <summary>For how long requests under way may go on when the node is told to stop, in seconds.</summary>
    [Range(0, 600)]
    public int DrainSeconds { get; set; } = 10;

    internal int MaxBodyBytes => MaxBodyKibibytes * 1024;
}
