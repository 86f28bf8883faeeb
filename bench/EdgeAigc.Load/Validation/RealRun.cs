using EdgeAigc.Contracts.Generation;
using EdgeAigc.Simulation.Cluster;

namespace EdgeAigc.Load.Validation;

/// <summary>What a real cluster made of a trace.</summary>
/// <param name="MeanDelaySeconds">Mean time that callers waited, in seconds.</param>
/// <param name="P95DelaySeconds">Time that 95 % of them did not exceed, in seconds.</param>
/// <param name="HitRatio">Part of the requests whose model was in the memory of some node when they came.</param>
/// <param name="ServedPerSecond">Images per second until the last one.</param>
/// <param name="MeanSteps">Mean denoising steps.</param>
internal sealed record RealRun(double MeanDelaySeconds, double P95DelaySeconds, double HitRatio, double ServedPerSecond, double MeanSteps)
{
    private const int OverheadRequests = 100;
    private const int WarmUpRequests = 50;

    /// <summary>What a caller waits beyond the work on the image, on an idle cluster that has the model in memory.</summary>
    public static async Task<double> OverheadSecondsAsync(LoadedCluster cluster, IReadOnlyList<ClusterModel> models)
    {
        var sum = 0.0;
        for (var i = -WarmUpRequests; i < OverheadRequests; i++)
        {
            var (last, seconds) = await RunAsync(cluster, models, new(0, (i + WarmUpRequests) % cluster.Engines.Count, 0) { LatencyPreference = 0.3, Steps = 4 }, $"overhead-{i}");
            var timings = ((GenerationCompleted)last).Timings;
            sum += i < 0 ? 0 : seconds - (timings.Loading + timings.Encoding + timings.Denoising + timings.Decoding).TotalSeconds;
        }

        foreach (var engine in cluster.Engines)
            await engine.UnloadAsync(models[0].Name, default);
        return sum / OverheadRequests;
    }

    /// <summary>Sends the requests at their times and waits for all of them.</summary>
    public static async Task<RealRun> ServeAsync(
        LoadedCluster cluster, IReadOnlyList<ClusterModel> models, IReadOnlyList<ClusterRequest> requests, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        var (running, hits) = (new List<Task<(GenerationEvent Last, double Seconds)>>(), 0);
        foreach (var request in requests)
        {
            var wait = TimeSpan.FromSeconds(request.Time) - TimeProvider.System.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, TimeProvider.System, cancellationToken);
            hits += cluster.Engines.Any(engine => engine.ResidentModels.Any(model => model.Name == models[request.Model].Name)) ? 1 : 0;
            running.Add(RunAsync(cluster, models, request, $"validate-{running.Count}"));
            if (running.Count % 100 == 0)
                await Console.Error.WriteLineAsync($"{running.Count} of {requests.Count} requests");
        }

        var ends = await Task.WhenAll(running);
        var took = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        if (ends.FirstOrDefault(end => end.Last is not GenerationCompleted) is { Last: { } failed })
            throw new InvalidOperationException($"A request was not served: {failed}");
        var delays = ends.Select(end => end.Seconds).Order().ToArray();
        return new(
            delays.Average(),
            delays[(int)(0.95 * (delays.Length - 1))],
            hits / (double)requests.Count,
            ends.Length / took,
            ends.Average(end => ((GenerationCompleted)end.Last).Steps));
    }

    private static async Task<(GenerationEvent Last, double Seconds)> RunAsync(LoadedCluster cluster, IReadOnlyList<ClusterModel> models, ClusterRequest request, string id)
    {
        var began = TimeProvider.System.GetTimestamp();
        GenerationEvent? last = null;
        await foreach (var next in cluster.GrainsOf(request.Node).GenerateAsync(
            id,
            new() { Prompt = "red heart", Model = models[request.Model].Name, Steps = request.Steps, Seed = 1, LatencyPreference = request.LatencyPreference },
            TimeProvider.System,
            TimeSpan.FromSeconds(30)))
        {
            last = next;
        }

        return (last!, TimeProvider.System.GetElapsedTime(began).TotalSeconds);
    }
}
