namespace EdgeAigc.Contracts.Calibration;

/// <summary>One timed measurement or one picture is done.</summary>
/// <param name="Unit">Units done, from 1.</param>
/// <param name="Units">Units in all.</param>
/// <param name="Description">What the unit was, for people.</param>
/// <param name="TimeLeft">Estimated work that is left; requests that the node serves in between come on top.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.CalibrationUnitDone")]
public sealed record CalibrationUnitDone(
    [property: Id(0)] int Unit,
    [property: Id(1)] int Units,
    [property: Id(2)] string Description,
    [property: Id(3)] TimeSpan TimeLeft) : CalibrationEvent;
