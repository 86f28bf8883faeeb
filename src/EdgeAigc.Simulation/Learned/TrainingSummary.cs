namespace EdgeAigc.Simulation.Learned;

/// <summary>What a training took.</summary>
/// <param name="Scenario">The preset, or the file with its options.</param>
/// <param name="Method">What was trained.</param>
/// <param name="Seed">Seed of everything that was drawn.</param>
/// <param name="SlotSeconds">Time of stage two.</param>
/// <param name="FrameSeconds">Time of stage one.</param>
/// <param name="PeakBytes">Peak memory of the process.</param>
/// <param name="Temperature">Factor of the action in the softmax of the shares.</param>
public sealed record TrainingSummary(
    string Scenario, string Method, int Seed, double SlotSeconds, double FrameSeconds, long PeakBytes, double Temperature);
