using System.ComponentModel.DataAnnotations;
using EdgeAigc.Gateway.Callers;

namespace EdgeAigc.Gateway;

/// <summary>Limits of the HTTP API.</summary>
public sealed class HttpApiOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "EdgeAigc:Gateway";

    /// <summary>Largest body of a request, in KiB.</summary>
    [Range(1, 65536)]
    public int MaxBodyKibibytes { get; set; } = 1024;

    /// <summary>Largest header section of a request, in KiB.</summary>
    [Range(1, 1024)]
    public int MaxHeaderKibibytes { get; set; } = 32;

    /// <summary>Time in which the headers of a request must have arrived, and then its body, in seconds.</summary>
    [Range(1, 600)]
    public int ReceiveSeconds { get; set; } = 30;

    /// <summary>Lowest rate at which a caller must take in a reply, in bytes per second; 0 waits for ever. A stream in which nothing is under
    /// way is not held to it.</summary>
    [Range(0, 1_000_000)]
    public int MinReceiverBytesPerSecond { get; set; } = 240;

    /// <summary>Connections that may be open at once.</summary>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; set; } = 10_000;

    /// <summary>Requests that may be open at once on this node, streams among them.</summary>
    [Range(1, 1_000_000)]
    public int MaxOpenRequests { get; set; } = 4096;

    /// <summary>Requests of one caller (API key, else address) that may be open at once; 0 does not limit them. Callers without a key on this
    /// machine are not limited.</summary>
    [Range(0, 1_000_000)]
    public int MaxOpenRequestsPerCaller { get; set; } = 1024;

    /// <summary>Requests per minute of one caller (API key, else address), as many of them at once; 0 does not limit them. Callers without a
    /// key on this machine are not limited.</summary>
    [Range(0, 10_000_000)]
    public int RequestsPerMinute { get; set; } = 6000;

    /// <summary>Which requests need an API key.</summary>
    [EnumDataType(typeof(KeyRequirement))]
    public KeyRequirement Keys { get; set; } = KeyRequirement.Auto;

    /// <summary>For how long this node goes by the keys that it last saw, in seconds.</summary>
    [Range(0.0, 3600)]
    public double KeySeconds { get; set; } = 5;

    /// <summary>How callers reach the API, such as <c>https://images.example.org</c>, for the addresses of images; empty takes what their
    /// requests say.</summary>
    [RegularExpression("(https?://.+)?", ErrorMessage = "It must begin with http:// or https://.")]
    public string PublicUrl { get; set; } = "";

    /// <summary>Denoising steps from one partial image to the next where the request does not say how many steps it wants.</summary>
    [Range(1, 1000)]
    public int PartialImageSteps { get; set; } = 4;

    /// <summary>Longest expected load, in seconds, that a request without stream waits for when the model is loaded by the plan; else it is told
    /// to come back. A load that a request itself brought about is always waited for, since it would end with the request.</summary>
    [Range(0.0, 86_400)]
    public double LoadingPatienceSeconds { get; set; } = 30;

    /// <summary>For how long a request that a lost silo relayed is asked for again, in seconds.</summary>
    [Range(1, 600)]
    public int PatienceSeconds { get; set; } = 30;

    /// <summary>For how long requests under way may go on when the node is told to stop, in seconds.</summary>
    [Range(0, 600)]
    public int DrainSeconds { get; set; } = 10;

    internal int MaxBodyBytes => MaxBodyKibibytes * 1024;
}
