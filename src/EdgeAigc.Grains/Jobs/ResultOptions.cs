using System.ComponentModel.DataAnnotations;

namespace EdgeAigc.Grains.Jobs;

/// <summary>How long and how much a node keeps of finished work.</summary>
public sealed class ResultOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "EdgeAigc:Results";

    /// <summary>For how long jobs that have ended and images are kept, in seconds.</summary>
    /// <value>Default 3600; from 1 to 604,800.</value>
    [Range(1, 604_800)]
    public int Seconds { get; set; } = 3600;

    /// <summary>Memory for images that are kept, in MiB; the oldest go first.</summary>
    /// <value>Default 256; from 1 to 1,048,576.</value>
    [Range(1, 1_048_576)]
    public int Mebibytes { get; set; } = 256;

    /// <summary>Most jobs that have ended and images that are kept; the oldest go first.</summary>
    /// <value>Default 10,000; from 1 to 1,000,000.</value>
    [Range(1, 1_000_000)]
    public int MaxKept { get; set; } = 10_000;

    /// <summary>Most jobs that may be under way.</summary>
    /// <value>Default 1000; from 1 to 1,000,000.</value>
    [Range(1, 1_000_000)]
    public int MaxJobs { get; set; } = 1000;
}
