namespace EdgeAigc.ModelStore.Disk;

/// <summary>How much models are used: each use counts less as it ages, by a factor of e each hour. Not for several threads at once.</summary>
/// <param name="time">Clock.</param>
internal sealed class ModelUses(TimeProvider time)
{
    private const double MemorySeconds = 3600;

    private readonly Dictionary<string, (double Count, long At)> _uses = new(StringComparer.Ordinal);

    public double Of(string model) => _uses.TryGetValue(model, out var use) ? use.Count * Math.Exp(-time.GetElapsedTime(use.At).TotalSeconds / MemorySeconds) : 0;

    public void Note(string model) => _uses[model] = (Of(model) + 1, time.GetTimestamp());
}
