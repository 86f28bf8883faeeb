using EdgeAigc.Simulation.Study;

namespace EdgeAigc.Experiments.Study;

/// <summary>What one policy achieved at one point on the arrivals of one seed.</summary>
/// <param name="Key">Which.</param>
/// <param name="Settings">Fingerprint of all that the outcome depends on besides the code.</param>
/// <param name="Outcome">What it achieved.</param>
internal sealed record StudyRow(RowKey Key, string Settings, StudyOutcome Outcome)
{
    /// <summary>(oracle's utility − utility) / |oracle's utility|; null without an oracle.</summary>
    public double? Regret { get; init; }

    public bool HasRun => Outcome.NotApplicable is null;
}

/// <summary>What tells rows apart.</summary>
internal readonly record struct RowKey(string Policy, int Seed, string Scenario, string Sweep, string Value)
{
    public override string ToString() => $"{Scenario}{(Sweep.Length > 0 ? $" {Sweep}={Value}" : "")} {Policy} seed {Seed}";
}
