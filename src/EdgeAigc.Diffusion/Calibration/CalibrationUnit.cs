namespace EdgeAigc.Diffusion.Calibration;

/// <summary>A small piece of a calibration, after which the device is free for other work.</summary>
/// <param name="Description">What it is, for people.</param>
/// <param name="Cost">How long it takes, in any unit that all pieces share.</param>
/// <param name="Run">Does it.</param>
internal sealed record CalibrationUnit(string Description, double Cost, Action Run);
