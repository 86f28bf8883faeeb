using EdgeAigc.Simulation.Nodes;

namespace EdgeAigc.Simulation.Cluster.Memory;

/// <summary>Accepted images whose model is not in memory, by model.</summary>
internal sealed class WaitingJobs
{
    private readonly Dictionary<int, List<SimulatedJob>> _jobs = [];

    /// <summary>The model that the oldest image waits for, and that image's place in the order of acceptance.</summary>
    public (int Model, long Order) Oldest => _jobs.Select(pair => (pair.Key, pair.Value.Min(job => job.Order))).MinBy(pair => pair.Item2);

    /// <summary>The models that are waited for.</summary>
    public IEnumerable<int> Models => _jobs.Keys;

    public bool IsEmpty => _jobs.Count == 0;

    public bool Has(int model) => _jobs.ContainsKey(model);

    public void Add(int model, SimulatedJob job)
    {
        if (!_jobs.TryGetValue(model, out var jobs))
            _jobs.Add(model, jobs = []);
        jobs.Add(job);
    }

    /// <summary>Takes the images of a model, the oldest first.</summary>
    public IReadOnlyList<SimulatedJob> Take(int model) => _jobs.Remove(model, out var jobs) ? jobs : [];
}
