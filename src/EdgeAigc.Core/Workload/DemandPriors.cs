namespace EdgeAigc.Core.Workload;

/// <summary>One prior for each model over the nodes, and one over all pairs for models that nobody asked for.</summary>
internal sealed class DemandPriors
{
    // A model that is new is taken for one request somewhere in all that was seen.
    private const double UnseenShape = 0.05;

    private Dictionary<string, GammaPrior> _models = new(StringComparer.Ordinal);
    private GammaPrior _unseen = new(UnseenShape, 3600);

    /// <summary>The prior of a model's rate at a node.</summary>
    public GammaPrior Of(string model) => _models.GetValueOrDefault(model, _unseen);

    public void Fit(IReadOnlyCollection<NodeDemand> nodes)
    {
        _models = new(StringComparer.Ordinal);
        foreach (var model in nodes.SelectMany(demand => demand.Models.Keys).Distinct(StringComparer.Ordinal))
            _models.Add(model, GammaPrior.Fit([.. nodes.Select(demand => (demand.Models.GetValueOrDefault(model)?.Requests ?? 0, demand.Exposure))]));
        _unseen = new(UnseenShape, Math.Max(1, UnseenShape * nodes.Sum(demand => demand.Exposure)));
    }
}
