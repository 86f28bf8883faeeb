namespace EdgeAigc.Training.TwoTimescale;

/// <summary>What a training took.</summary>
internal sealed record TrainingSummary(
    string Scenario, string Method, int Seed, double SlotSeconds, double FrameSeconds, long PeakBytes, double Temperature);
