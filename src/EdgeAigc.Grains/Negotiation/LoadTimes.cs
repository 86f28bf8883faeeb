using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Grains.Negotiation;

/// <summary>Expected times to bring models into memory, learned from the loads that requests waited for.</summary>
internal sealed class LoadTimes
{
    private const double Smoothing = 0.3;

    // A first guess: reading a disk and building the networks.
    private const double BytesPerSecond = 400e6;

    private readonly Dictionary<string, double> _seconds = new(StringComparer.Ordinal);

    /// <summary>Expected time in seconds.</summary>
    public double Of(ModelFolder model) => _seconds.GetValueOrDefault(model.Name, model.WeightBytes / BytesPerSecond);

    /// <summary>Takes a load that was waited for.</summary>
    public void Observe(string model, TimeSpan loading)
    {
        if (loading <= TimeSpan.Zero)
            return;
        var seconds = loading.TotalSeconds;
        _seconds[model] = _seconds.TryGetValue(model, out var known) ? known + (Smoothing * (seconds - known)) : seconds;
    }
}
