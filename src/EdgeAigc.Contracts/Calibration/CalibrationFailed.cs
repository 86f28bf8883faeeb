using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Contracts.Calibration;

/// <summary>The calibration ends without curves.</summary>
/// <param name="Code">One of <see cref="FailureCodes"/>; stable, for programs.</param>
/// <param name="Message">What is wrong, the value at fault and the way out; for people.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.CalibrationFailed")]
public sealed record CalibrationFailed([property: Id(0)] string Code, [property: Id(1)] string Message) : CalibrationEvent
{
    /// <inheritdoc/>
    public override bool IsLast => true;
}
