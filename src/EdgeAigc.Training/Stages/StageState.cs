namespace EdgeAigc.Training.Stages;

/// <summary>How far a stage is.</summary>
/// <param name="Step">Steps made.</param>
/// <param name="Loss">Smoothed loss.</param>
/// <param name="Elapsed">Time spent, over all interruptions.</param>
internal sealed record StageState(int Step, double Loss, TimeSpan Elapsed);
