using EdgeAigc.Core.Allocation;
using EdgeAigc.Core.Curves;

namespace EdgeAigc.Core.Negotiation;

/// <summary>What stage two knows of a model before it runs: its measured curves.</summary>
public sealed record ModelProfile
{
    /// <summary>Name of the model.</summary>
    public required string Name { get; init; }

    /// <summary>The step levels that may be chosen, ascending, at least one.</summary>
    public required IReadOnlyList<StepQuality> Levels { get; init; }

    /// <summary>Q(L) of any number of steps; null for a model that was not measured, whose images all count as full quality.</summary>
    public QualityCurve? Quality { get; init; }

    /// <summary>g(X): time of a denoising step on X images; null for a model that was not measured, until it has run.</summary>
    public LatencyCurve? Latency { get; init; }

    /// <summary>o: time in seconds of an image besides its steps.</summary>
    public double FixedSeconds { get; init; }

    /// <summary>Q(L).</summary>
    public double QualityAt(int steps) => Quality?.At(steps) ?? 1;
}
