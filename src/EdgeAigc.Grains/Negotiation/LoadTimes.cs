using System.Collections.Concurrent;
using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Grains.Negotiation;

/// <summary>Expected times to bring models into memory, learned from the loads that requests and plans waited for. From any thread.</summary>
internal sealed class LoadTimes
{
    private const double Smoothing = 0.3;

    // A first guess, rather too long than too short since promises build on it: the runtime's own start, then reading and building the
    // networks. The bundled models of 16 MB took 0.22 s when first loaded.
    private const double StartSeconds = 0.15;
    private const double BytesPerSecond = 200e6;

    private readonly ConcurrentDictionary<string, double> _seconds = new(StringComparer.Ordinal);

    /// <summary>Expected time in seconds.</summary>
    public double Of(ModelFolder model) =>
        _seconds.TryGetValue(model.Name, out var seconds) ? seconds : StartSeconds + (model.WeightBytes / BytesPerSecond);

    /// <summary>Takes a load that was waited for.</summary>
    public void Observe(string model, TimeSpan loading)
    {
        if (loading > TimeSpan.Zero)
            _seconds.AddOrUpdate(model, loading.TotalSeconds, (_, known) => known + (Smoothing * (loading.TotalSeconds - known)));
    }
}
