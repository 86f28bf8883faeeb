namespace EdgeAigc.Simulation.Study;

/// <summary>What a policy achieved on the arrivals of one seed. A measure that a kind of scenario does not have is null.</summary>
public sealed record StudyOutcome
{
    /// <summary>Why the policy cannot run here; null if it has run.</summary>
    public string? NotApplicable { get; init; }

    /// <summary>Mean utility; more is better.</summary>
    public double Utility { get; init; }

    /// <summary>Mean delay in seconds.</summary>
    public double DelayMeanSeconds { get; init; }

    /// <summary>95th percentile of the delay in seconds.</summary>
    public double DelayP95Seconds { get; init; }

    /// <summary>Mean quality in [0, 1].</summary>
    public double Quality { get; init; }

    /// <summary>Part of the requests whose model was there.</summary>
    public double HitRatio { get; init; }

    /// <summary>Part of the requests that went to the cloud.</summary>
    public double CloudShare { get; init; }

    /// <summary>Part of the requests that were refused.</summary>
    public double RejectRatio { get; init; }

    /// <summary>GB loaded in a frame.</summary>
    public double LoadedGigabytesPerFrame { get; init; }

    /// <summary>What decisions left, certified: (bound − value) / |bound|.</summary>
    public double? CertifiedGap { get; init; }

    /// <summary>Mean time of a stage-two decision in µs.</summary>
    public double SlotMicroseconds { get; init; }

    /// <summary>Mean time of a stage-one decision in µs.</summary>
    public double FrameMicroseconds { get; init; }

    /// <summary>Decisions that had to be made feasible.</summary>
    public long? Repairs { get; init; }

    /// <summary>Size of the weights in kB.</summary>
    public double? WeightKilobytes { get; init; }

    /// <summary>Time of the training in seconds.</summary>
    public double? TrainSeconds { get; init; }

    /// <summary>Peak memory of the training in MB.</summary>
    public double? TrainPeakMegabytes { get; init; }

    /// <summary>Where the weights were trained: <c>here</c>, or <c>base</c> for the scenario without what is varied.</summary>
    public string? TrainedAt { get; init; }
}
