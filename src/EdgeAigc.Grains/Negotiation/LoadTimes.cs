using System.Collections.Concurrent;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Residency;
using EdgeAigc.Grains.Models;
using EdgeAigc.ModelStore.Fetching;

namespace EdgeAigc.Grains.Negotiation;

/// <summary>Expected times to bring models into memory, learned from the loads that requests and plans waited for. From any thread.</summary>
/// <param name="models">The node's model files; null where all are on disk.</param>
internal sealed class LoadTimes(NodeModels? models = null)
{
    private const double Smoothing = 0.3;

    private readonly ConcurrentDictionary<string, double> _seconds = new(StringComparer.Ordinal);

    /// <summary>Expected time in seconds, from where the files are now.</summary>
    public double Of(ModelFolder model) => FromDisk(model) + (models?.FetchSeconds(model) ?? 0);

    /// <summary>Expected time in seconds to fetch a model's files from one kind of place.</summary>
    public double FetchSeconds(ModelFolder model, SourceKind kind) => models?.FetchSeconds(model, kind) ?? 0;

    /// <summary>Fetches of a model so far; a load during which there was one says nothing of the time from disk.</summary>
    public int FetchesOf(string model) => models?.FetchesOf(model) ?? 0;

    /// <summary>Expected time in seconds, once the files are on disk.</summary>
    public double FromDisk(ModelFolder model) =>
        _seconds.TryGetValue(model.Name, out var seconds) ? seconds : ExpectedLoad.Seconds(model);

    /// <summary>Takes a load from disk that was waited for.</summary>
    public void Observe(string model, TimeSpan loading)
    {
        if (loading > TimeSpan.Zero)
            _seconds.AddOrUpdate(model, loading.TotalSeconds, (_, known) => known + (Smoothing * (loading.TotalSeconds - known)));
    }
}
