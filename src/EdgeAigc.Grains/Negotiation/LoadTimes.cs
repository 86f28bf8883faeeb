using System.Collections.Concurrent;
using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Grains.Negotiation;

/// <summary>Expected times to bring models into memory, learned from the loads that requests and plans waited for. From any thread.</summary>
internal sealed class LoadTimes
{
    private const double Smoothing = 0.3;

    // A first guess: reading a disk and building the networks.
    private const double BytesPerSecond = 400e6;

    private readonly ConcurrentDictionary<string, double> _seconds = new(StringComparer.Ordinal);

    /// <summary>Expected time in seconds.</summary>
    public double Of(ModelFolder model) => _seconds.TryGetValue(model.Name, out var seconds) ? seconds : model.WeightBytes / BytesPerSecond;

    /// <summary>Takes a load that was waited for.</summary>
    public void Observe(string model, TimeSpan loading)
    {
        if (loading > TimeSpan.Zero)
            _seconds.AddOrUpdate(model, loading.TotalSeconds, (_, known) => known + (Smoothing * (loading.TotalSeconds - known)));
    }
}
