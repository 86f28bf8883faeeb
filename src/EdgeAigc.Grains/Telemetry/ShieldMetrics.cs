using System.Diagnostics.Metrics;
using EdgeAigc.Core.Learned;
using EdgeAigc.Core.Telemetry;

namespace EdgeAigc.Grains.Telemetry;

/// <summary>What is measured of the decisions of learned policies.</summary>
internal sealed class ShieldMetrics(Meter meter, string stage)
{
    private readonly Counter<long> _decisions = meter.Counter(MetricCatalog.LearnedDecisions);

    /// <summary>Takes what a shield counted since the last time; null where no learned policy decides.</summary>
    public void Take(FeasibilityShield? shield)
    {
        if (shield?.Take() is not { Decisions: > 0 } counts)
            return;
        Add(counts.Decisions - counts.Repairs, "feasible");
        Add(counts.Repairs, "repaired");
    }

    private void Add(long decisions, string outcome)
    {
        if (decisions > 0)
            _decisions.Add(decisions, new(TelemetryNames.Stage, stage), new(TelemetryNames.Outcome, outcome));
    }
}
