using System.Text.Json.Serialization;
using EdgeAigc.Core.Curves;

namespace EdgeAigc.Diffusion.Calibration;

/// <summary>The measured times.</summary>
public sealed class MeasuredLatency
{
    /// <summary>g: time of one denoising step for each batch size, by batch size.</summary>
    public required IReadOnlyList<LatencyPoint> Step { get; init; }

    /// <summary>o: time per image of text encoding, decoding and image encoding, in seconds.</summary>
    public required double FixedSeconds { get; init; }

    /// <summary>The line through <see cref="Step"/>.</summary>
    public LatencyFit Fit => Curve.Fit;

    /// <summary>The curve that <see cref="Step"/> makes.</summary>
    [JsonIgnore]
    public LatencyCurve Curve => field ??= new(Step);
}
