using System.CommandLine;
using System.Globalization;
using EdgeAigc.Diffusion.Engine;

namespace EdgeAigc.Benchmarks;

/// <summary><c>loop</c>: the engine's denoising of one request against a bare ONNX Runtime loop, and what a step allocates.</summary>
internal static class LoopBenchmark
{
    public static Command Create()
    {
        var options = new BenchmarkOptions();
        var command = options.AddTo(new("loop", "Times the denoising of one request against a bare ONNX Runtime loop on the same network, in pairs."));
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var engine = options.Open(parsed);
            var (steps, rounds, threads) = (parsed.GetValue(options.Steps), parsed.GetValue(options.Rounds), parsed.GetValue(options.Threads));
            Console.WriteLine($"{steps} steps, guidance 2, {threads} threads, {rounds} pairs (medians)");
            Console.WriteLine("| model | bare loop, ms a step | engine, ms a step | bare / engine | managed bytes a step, whole process |");
            Console.WriteLine("| --- | --- | --- | --- | --- |");
            foreach (var model in options.ModelsOf(parsed, engine))
                Console.WriteLine(await RunAsync(engine, Path.Combine(parsed.GetValue(options.Folder)!, model), steps, rounds, threads, cancellation));
            return 0;
        });
        return command;
    }

    private static async Task<string> RunAsync(DenoisingEngine engine, string folder, int steps, int rounds, int threads, CancellationToken cancellation)
    {
        var name = Path.GetFileName(folder);
        using var bare = new BareLoop(Path.Combine(folder, "unet", "model.onnx"), threads);
        var most = engine.Models.Single(model => model.Name == name).MaxSteps;
        steps = Math.Min(steps, most);
        var job = new DenoisingJob { Model = name, Prompt = "red heart", Steps = steps, Guidance = 2, Seed = 1 };
        var samples = new List<(double Engine, double Bare)>();
        for (var round = -3; round < rounds; round++)
        {
            var outcome = await engine.RunAsync(job, null, cancellation);
            var denoising = (outcome.Image ?? throw new InvalidOperationException(outcome.Fault!.Message)).Timings.Denoising.TotalMilliseconds;
            var began = TimeProvider.System.GetTimestamp();
            bare.Run(steps);
            var loop = TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
            if (round >= 0)
                samples.Add((denoising / steps, loop / steps));
        }

        // Two lengths of the same job, so that what a request allocates once falls out.
        var (many, few) = (Math.Min(220, most), 1);
        var bytes = (await AllocatedAsync(engine, job with { Steps = many }, cancellation) - await AllocatedAsync(engine, job with { Steps = few }, cancellation)) / (many - few);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {Median.Of(samples.Select(sample => sample.Bare)):0.000} | {Median.Of(samples.Select(sample => sample.Engine)):0.000} "
            + $"| {Median.Of(samples.Select(sample => sample.Bare / sample.Engine)):0.000} | {bytes} |");
    }

    private static async Task<long> AllocatedAsync(DenoisingEngine engine, DenoisingJob job, CancellationToken cancellation)
    {
        await engine.RunAsync(job, null, cancellation);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await engine.RunAsync(job, null, cancellation);
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }
}
