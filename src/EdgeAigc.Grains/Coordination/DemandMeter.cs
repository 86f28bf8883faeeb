using System.Collections.Immutable;
using EdgeAigc.Contracts.Coordination;

namespace EdgeAigc.Grains.Coordination;

/// <summary>
/// Counts what this silo is asked for. A request arrives once, where it enters the cluster, however many nodes it negotiates with; it is
/// served, or meets a cold model, where it is given to. Used from many threads.
/// </summary>
internal sealed class DemandMeter(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, ModelCounts> _counts = new(StringComparer.Ordinal);
    private long _since = time.GetTimestamp();

    public void NoteArrival(string model) => Add(model, static counts => counts with { Arrivals = counts.Arrivals + 1 });

    public void NoteServed(string model) => Add(model, static counts => counts with { Served = counts.Served + 1 });

    public void NoteMiss(string model) => Add(model, static counts => counts with { Misses = counts.Misses + 1 });

    /// <summary>What came since the last call, and how long that was.</summary>
    public (TimeSpan Period, ImmutableArray<ModelCounts> Counts) Take()
    {
        lock (_gate)
        {
            var period = time.GetElapsedTime(_since);
            _since = time.GetTimestamp();
            var counts = _counts.Values.ToImmutableArray();
            _counts.Clear();
            return (period, counts);
        }
    }

    private void Add(string model, Func<ModelCounts, ModelCounts> add)
    {
        lock (_gate)
            _counts[model] = add(_counts.GetValueOrDefault(model) ?? new(model, 0, 0, 0));
    }
}
