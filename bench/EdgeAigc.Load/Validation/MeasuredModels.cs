using EdgeAigc.Core.Curves;
using EdgeAigc.Core.Negotiation;
using EdgeAigc.Core.Placement;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Grains.Negotiation;
using EdgeAigc.Simulation.Cluster;

namespace EdgeAigc.Load.Validation;

/// <summary>Models as this machine runs them now: their measured curves, stretched to the time of an image here, and what a load takes here.</summary>
internal static class MeasuredModels
{
    private const int Loads = 5;

    /// <summary>Measures all models of an engine that has nothing else to do.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="steps">Steps of the images, or the most that a model allows.</param>
    /// <param name="images">Images of each model.</param>
    public static async Task<IReadOnlyList<ClusterModel>> MeasureAsync(DenoisingEngine engine, int steps, int images)
    {
        var models = new List<ClusterModel>();
        foreach (var folder in engine.Models)
        {
            var profile = NodeProfiles.Of(folder);
            var load = await LoadSecondsAsync(engine, folder.Name);
            var made = Math.Min(steps, profile.Levels[^1].Steps);
            var seconds = await ImageSecondsAsync(engine, folder.Name, made, images);
            var stretch = seconds / (profile.FixedSeconds + (made * profile.Latency!.Interpolate(1)));
            models.Add(new()
            {
                Profile = Stretched(profile, stretch),
                MemoryBytes = folder.Curves?.ResidentBytes ?? folder.WeightBytes,
                DiskBytes = folder.WeightBytes,
                LoadSeconds = new LoadSeconds(load, load, load),
            });
            await engine.UnloadAsync(folder.Name, default);
        }

        return models;
    }

    private static ModelProfile Stretched(ModelProfile profile, double stretch) => profile with
    {
        Latency = new LatencyCurve(profile.Latency!.Points.Select(point => point with { Seconds = point.Seconds * stretch })),
        FixedSeconds = profile.FixedSeconds * stretch,
    };

    private static async Task<double> LoadSecondsAsync(DenoisingEngine engine, string model)
    {
        var seconds = new List<double>();
        // The first one also brings the files into the system's cache, as on a node that has served for a while.
        for (var load = 0; load <= Loads; load++)
        {
            await engine.UnloadAsync(model, default);
            var began = TimeProvider.System.GetTimestamp();
            await engine.LoadAsync(model, default);
            if (load > 0)
                seconds.Add(TimeProvider.System.GetElapsedTime(began).TotalSeconds);
        }

        return seconds.Average();
    }

    private static async Task<double> ImageSecondsAsync(DenoisingEngine engine, string model, int steps, int images)
    {
        var sum = 0.0;
        for (var image = -5; image < images; image++)
        {
            var timings = (await engine.RunAsync(new() { Model = model, Prompt = "red heart", Steps = steps, Seed = image }, null, default)).Image!.Timings;
            sum += image < 0 ? 0 : (timings.Encoding + timings.Denoising + timings.Decoding).TotalSeconds;
        }

        return sum / images;
    }
}
