using System.Diagnostics.Metrics;
using EdgeAigc.Core.Learned;
using EdgeAigc.Core.Telemetry;
using EdgeAigc.Core.Workload;

namespace EdgeAigc.Grains.Telemetry;

/// <summary>What is measured of plans, by the silo where the Coordinator is.</summary>
internal sealed class PlanMetrics
{
    private readonly Histogram<double> _plans;
    private readonly Gauge<double> _gap;
    private readonly Gauge<double> _loss;
    private readonly ShieldMetrics _shield;

    public PlanMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(TelemetryNames.Source);
        _plans = meter.Histogram(MetricCatalog.PlanDuration);
        _gap = meter.Gauge(MetricCatalog.PlanGap);
        _loss = meter.Gauge(MetricCatalog.ForecastLoss);
        _shield = new(meter, "frame");
    }

    /// <summary>A frame was planned, or could not be.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="took">Time of planning.</param>
    /// <param name="gap">Certified gap of the plan; null when there is none.</param>
    public void Planned(string policy, TimeSpan took, double? gap)
    {
        _plans.Record(took.TotalSeconds, new KeyValuePair<string, object?>(TelemetryNames.Policy, policy));
        if (gap is { } certified)
            _gap.Record(certified);
    }

    /// <summary>A learned policy decided; null where none does.</summary>
    public void Shielded(FeasibilityShield? shield) => _shield.Take(shield);

    /// <summary>The forecasts for the frame that ended were scored.</summary>
    public void Scored(ForecastScore score)
    {
        if (score.Forecasts == 0)
            return;
        _loss.Record(score.Loss, new KeyValuePair<string, object?>(TelemetryNames.Forecast, "model"));
        _loss.Record(score.LastValueLoss, new KeyValuePair<string, object?>(TelemetryNames.Forecast, "last_value"));
    }
}
