using System.CommandLine;
using System.Globalization;
using EdgeAigc.Diffusion.Engine;

namespace EdgeAigc.Benchmarks;

/// <summary><c>memory</c>: time to load and unload, and whether the process gets its memory back.</summary>
internal static class MemoryBenchmark
{
    private const int Together = 16;

    public static Command Create()
    {
        var options = new BenchmarkOptions();
        var command = options.AddTo(new("memory", "Loads and unloads each model again and again, with a batch in between: times, and the resident set size of the process."));
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var engine = options.Open(parsed);
            var rounds = parsed.GetValue(options.Rounds);
            Console.WriteLine($"{rounds} rounds (medians), {Together} requests in between; the first round of each model is not counted");
            Console.WriteLine("| model | load, ms | unload, ms | loaded, MB | at the largest batch, MB | first baseline, MB | last baseline, MB |");
            Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
            foreach (var model in options.ModelsOf(parsed, engine))
                Console.WriteLine(await RunAsync(engine, model, rounds, cancellation));
            return 0;
        });
        return command;
    }

    private static async Task<string> RunAsync(DenoisingEngine engine, string model, int rounds, CancellationToken cancellation)
    {
        var samples = new List<(double Load, double Unload, double Loaded, double Full)>();
        await RoundAsync();
        var first = ResidentMegabytes();
        for (var round = 0; round < rounds; round++)
            samples.Add(await RoundAsync());
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {model} | {Median.Of(samples.Select(sample => sample.Load)):0} | {Median.Of(samples.Select(sample => sample.Unload)):0.0} "
            + $"| {Median.Of(samples.Select(sample => sample.Loaded)):0} | {Median.Of(samples.Select(sample => sample.Full)):0} | {first:0} | {ResidentMegabytes():0} |");

        async Task<(double Load, double Unload, double Loaded, double Full)> RoundAsync()
        {
            var before = ResidentMegabytes();
            var began = TimeProvider.System.GetTimestamp();
            if (await engine.LoadAsync(model, cancellation) is { } fault)
                throw new InvalidOperationException(fault.Message);
            var load = TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
            var loaded = ResidentMegabytes();
            await Task.WhenAll(Enumerable.Range(1, Together).Select(seed => engine.RunAsync(
                new DenoisingJob { Model = model, Prompt = "red heart", Seed = seed, Steps = 2 }, null, cancellation)));
            var full = ResidentMegabytes();
            began = TimeProvider.System.GetTimestamp();
            await engine.UnloadAsync(model, cancellation);
            return (load, TimeProvider.System.GetElapsedTime(began).TotalMilliseconds, loaded - before, full - before);
        }
    }

    private static double ResidentMegabytes()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Environment.WorkingSet / 1e6;
    }
}
