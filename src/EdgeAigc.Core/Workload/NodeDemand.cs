namespace EdgeAigc.Core.Workload;

/// <summary>One node: its exposure, which all its models share, and its models.</summary>
internal sealed class NodeDemand
{
    /// <summary>Seconds observed, weighted by the season and faded like the requests.</summary>
    public double Exposure { get; private set; }

    /// <summary>The same at a quarter of the timescale.</summary>
    public double FreshExposure { get; private set; }

    public Dictionary<string, PairDemand> Models { get; } = new(StringComparer.Ordinal);

    public static NodeDemand From(NodeHistory history, double clock)
    {
        var demand = new NodeDemand { Exposure = history.Exposure, FreshExposure = history.FreshExposure };
        foreach (var model in history.Models)
            demand.Models[model.Model] = PairDemand.From(model, clock);
        return demand;
    }

    /// <summary>What was seen, as of the last frame, to which its models have been faded.</summary>
    public NodeHistory History(string name) => new(name, Exposure, FreshExposure,
        [.. Models.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new ModelHistory(pair.Key, pair.Value.Requests, pair.Value.Fresh))]);

    public void Fade(double fade, double freshFade)
    {
        Exposure *= fade;
        FreshExposure *= freshFade;
    }

    public void Observe(double seconds)
    {
        Exposure += seconds;
        FreshExposure += seconds;
    }
}
