namespace EdgeAigc.Contracts.Calibration;

/// <summary>The line g(X) = a·X + b through the measured times of one denoising step on X images, and the fixed time.</summary>
/// <param name="SecondsPerImage">a, in seconds.</param>
/// <param name="SecondsPerStep">b, in seconds.</param>
/// <param name="MaxRelativeResidual">Largest |fitted − measured| / measured.</param>
/// <param name="FixedSeconds">Time per image of text encoding, decoding and image encoding, in seconds.</param>
/// <param name="LargestBatch">Largest batch that was measured, in images.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.LatencySummary")]
public sealed record LatencySummary(
    [property: Id(0)] double SecondsPerImage,
    [property: Id(1)] double SecondsPerStep,
    [property: Id(2)] double MaxRelativeResidual,
    [property: Id(3)] double FixedSeconds,
    [property: Id(4)] int LargestBatch);
