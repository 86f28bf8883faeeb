namespace EdgeAigc.Diffusion.Calibration;

/// <summary>What a calibration kept fixed.</summary>
public sealed record CalibrationConditions
{
    /// <summary>Class of the noise scheduler, by its diffusers name.</summary>
    public required string Scheduler { get; init; }

    /// <summary>Guidance scale.</summary>
    public required double Guidance { get; init; }

    /// <summary>Width of the pictures in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height of the pictures in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Denoising steps of the reference run, L_ref.</summary>
    public required int ReferenceSteps { get; init; }

    /// <summary>Timed runs of each latency measurement, of which the median is kept.</summary>
    public required int Repetitions { get; init; }

    /// <summary>Prompts, in the order of the scores.</summary>
    public required IReadOnlyList<string> Prompts { get; init; }

    /// <summary>Seeds; a prompt's scores for all of them follow each other.</summary>
    public required IReadOnlyList<long> Seeds { get; init; }
}
