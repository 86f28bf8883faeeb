using EdgeAigc.Core.Workload;

namespace EdgeAigc.Core.Caching.Policies;

/// <summary>What the nodes of a cluster share under <c>modelmesh</c>.</summary>
internal sealed class ModelMeshMemory(double copyRequestsPerSecond)
{
    private const double RateSeconds = 60;
    private readonly Dictionary<string, ModelDemandState> _models = new(StringComparer.Ordinal);

    /// <summary>Requests so far.</summary>
    public long Turns { get; private set; }

    public ModelDemandState Of(string model)
    {
        if (!_models.TryGetValue(model, out var state))
            _models.Add(model, state = new());
        return state;
    }

    public void Arrived(CacheRequest request)
    {
        var state = Of(request.Model);
        state.LastTurn = ++Turns;
        state.Requests.Count(request.Seconds, 1);
    }

    /// <summary>Copies that the rate justifies, at least one.</summary>
    public int Justified(ModelDemandState state, double seconds) =>
        Math.Max(1, (int)Math.Ceiling(state.Requests.At(seconds)[0] / RateSeconds / copyRequestsPerSecond));

    /// <summary>One model in the cluster.</summary>
    internal sealed class ModelDemandState
    {
        public long LastTurn { get; set; }

        public int Copies { get; set; }

        public DecayedSums Requests { get; } = new([RateSeconds]);
    }
}
