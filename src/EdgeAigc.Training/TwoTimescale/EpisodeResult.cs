namespace EdgeAigc.Training.TwoTimescale;

/// <summary>A point of a learning curve.</summary>
/// <param name="Episode">Number of the episode, or of ten frames in stage one.</param>
/// <param name="Gain">Mean reward over the baseline's in the same slots, exploration included.</param>
/// <param name="CriticLoss">Mean loss of the values; 0 in the warm-up.</param>
internal readonly record struct EpisodeResult(int Episode, double Gain, double CriticLoss);
