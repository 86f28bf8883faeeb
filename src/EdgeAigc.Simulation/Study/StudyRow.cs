using System.Globalization;

namespace EdgeAigc.Simulation.Study;

/// <summary>What one policy achieved on the trace of one seed. Names of the columns are those of <see cref="Header"/>.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Seed">Seed of trace and training.</param>
/// <param name="Scenario">The scenario.</param>
/// <param name="Reward">Mean reward of a frame.</param>
/// <param name="DelayMeanSeconds">Mean delay.</param>
/// <param name="DelayP95Seconds">95th percentile of the delay.</param>
/// <param name="Quality">1 − mean loss.</param>
/// <param name="HitRatio">Part of the requests served at the edge.</param>
/// <param name="CloudShare">Part of the requests that went to the cloud.</param>
/// <param name="RegretToOracle">(oracle's reward − reward) / |oracle's reward|.</param>
/// <param name="DecisionMicroseconds">Mean time of a slot's decision.</param>
/// <param name="TrainSeconds">Time of training both stages; 0 without.</param>
/// <param name="FrameMicroseconds">Mean time of a frame's decision.</param>
/// <param name="LoadedGigabytesPerFrame">GB loaded in a frame.</param>
/// <param name="Repairs">Decisions that the shield had to change.</param>
/// <param name="WeightKilobytes">Size of the weight files in kB.</param>
/// <param name="TrainPeakMegabytes">Peak memory of the training process in MB.</param>
public sealed record StudyRow(
    string Policy, int Seed, string Scenario, double Reward, double DelayMeanSeconds, double DelayP95Seconds, double Quality, double HitRatio,
    double CloudShare, double RegretToOracle, double DecisionMicroseconds, double TrainSeconds, double FrameMicroseconds,
    double LoadedGigabytesPerFrame, long Repairs, double WeightKilobytes, double TrainPeakMegabytes)
{
    /// <summary>First line of the file.</summary>
    public const string Header = "policy,seed,scenario,reward,delay_mean_s,delay_p95_s,quality,hit_ratio,cloud_share,regret_to_oracle," +
        "decision_us,train_s,frame_us,loaded_gb_per_frame,repairs,weights_kb,train_peak_mb";

    /// <summary>The line of this row.</summary>
    public string ToLine() => string.Create(CultureInfo.InvariantCulture,
        $"{Policy},{Seed},{Scenario},{Reward:F6},{DelayMeanSeconds:F3},{DelayP95Seconds:F3},{Quality:F5},{HitRatio:F4},{CloudShare:F4},{RegretToOracle:F5},{DecisionMicroseconds:F2},{TrainSeconds:F1},{FrameMicroseconds:F1},{LoadedGigabytesPerFrame:F3},{Repairs},{WeightKilobytes:F0},{TrainPeakMegabytes:F0}");
}
