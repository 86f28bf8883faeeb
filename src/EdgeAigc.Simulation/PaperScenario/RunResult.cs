namespace EdgeAigc.Simulation.PaperScenario;

/// <summary>What a pair of policies achieved on a trace.</summary>
/// <param name="FrameRewards">Reward of each counted frame: mean over its slots less what its loads cost.</param>
/// <param name="MeanDelaySeconds">Mean over requests.</param>
/// <param name="P95DelaySeconds">95th percentile over requests.</param>
/// <param name="MeanQuality">1 − mean loss, in units of the reference.</param>
/// <param name="HitRatio">Part of the requests whose model was cached.</param>
/// <param name="LoadedGigabytes">GB loaded, all counted frames.</param>
/// <param name="FrameMicroseconds">Mean time of a stage-one decision.</param>
/// <param name="SlotMicroseconds">Mean time of a stage-two decision.</param>
/// <param name="CertifiedGap">(best − made) / |best| of the slots' rewards, where best is the exact optimum with the same caches: what stage two left.</param>
public sealed record RunResult(
    double[] FrameRewards, double MeanDelaySeconds, double P95DelaySeconds, double MeanQuality, double HitRatio, double LoadedGigabytes,
    double FrameMicroseconds, double SlotMicroseconds, double CertifiedGap)
{
    /// <summary>Mean over frames.</summary>
    public double Reward => FrameRewards.Average();
}
