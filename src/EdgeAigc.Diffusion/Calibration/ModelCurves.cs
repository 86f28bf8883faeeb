namespace EdgeAigc.Diffusion.Calibration;

/// <summary>The measured curves of one model on one machine: what was measured, under which conditions, and the fits, which
/// follow from the measurements. The content of <c>curves.json</c>.</summary>
public sealed record ModelCurves
{
    /// <summary>The version of the file's layout that is written and read.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>Version of the layout.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>When the calibration ended.</summary>
    public required DateTimeOffset MeasuredAt { get; init; }

    /// <summary>Where it ran.</summary>
    public required CalibrationMachine Machine { get; init; }

    /// <summary>Under which conditions.</summary>
    public required CalibrationConditions Settings { get; init; }

    /// <summary>Device memory of the resident model, mem: weights and workspace at the largest batch measured, in bytes.</summary>
    public required long ResidentBytes { get; init; }

    /// <summary>Times.</summary>
    public required MeasuredLatency Latency { get; init; }

    /// <summary>Scores.</summary>
    public required MeasuredQuality Quality { get; init; }
}
