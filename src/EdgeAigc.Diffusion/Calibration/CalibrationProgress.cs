namespace EdgeAigc.Diffusion.Calibration;

/// <summary>A unit of a calibration is done.</summary>
/// <param name="Unit">Units done, from 1.</param>
/// <param name="Units">Units in all.</param>
/// <param name="Description">What the unit was, such as <c>'red heart' with 8 steps</c>.</param>
/// <param name="TimeLeft">Estimated work that is left, by the pace so far; what the device serves in between comes on top.</param>
public sealed record CalibrationProgress(int Unit, int Units, string Description, TimeSpan TimeLeft);
