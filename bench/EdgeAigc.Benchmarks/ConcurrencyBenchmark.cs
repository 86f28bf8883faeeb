using System.CommandLine;
using System.Globalization;
using EdgeAigc.Diffusion.Engine;

namespace EdgeAigc.Benchmarks;

/// <summary><c>concurrency</c>: images a second when requests come together, against one after the other.</summary>
internal static class ConcurrencyBenchmark
{
    private static readonly int[] Together = [1, 4, 16];

    public static Command Create()
    {
        var options = new BenchmarkOptions();
        var command = options.AddTo(new("concurrency", "Images a second at 1, 4 and 16 concurrent requests, against the same requests one at a time, in turns."));
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var engine = options.Open(parsed);
            var rounds = parsed.GetValue(options.Rounds);
            Console.WriteLine($"{parsed.GetValue(options.Steps)} steps, the model's own guidance, {parsed.GetValue(options.Threads)} threads, {rounds} rounds (medians); images a second, and in brackets how many times one at a time");
            Console.WriteLine("| model | one at a time | 1 at once | 4 at once | 16 at once |");
            Console.WriteLine("| --- | --- | --- | --- | --- |");
            foreach (var model in options.ModelsOf(parsed, engine))
                Console.WriteLine(await RunAsync(engine, model, parsed.GetValue(options.Steps), rounds, cancellation));
            return 0;
        });
        return command;
    }

    private static async Task<string> RunAsync(DenoisingEngine engine, string model, int steps, int rounds, CancellationToken cancellation)
    {
        steps = Math.Min(steps, engine.Models.Single(known => known.Name == model).MaxSteps);
        var jobs = Enumerable.Range(1, Together[^1]).Select(seed => new DenoisingJob { Model = model, Prompt = "red heart", Seed = seed, Steps = steps }).ToList();
        var alone = new List<double>();
        var rates = Together.ToDictionary(count => count, _ => new List<double>());
        for (var round = -2; round < rounds; round++)
        {
            var began = TimeProvider.System.GetTimestamp();
            foreach (var job in jobs)
                await RequireAsync(job);
            Note(alone, jobs.Count, began);
            foreach (var count in Together)
            {
                began = TimeProvider.System.GetTimestamp();
                foreach (var group in jobs.Chunk(count))
                    await Task.WhenAll(group.Select(RequireAsync));
                Note(rates[count], jobs.Count, began);
            }

            void Note(List<double> into, int images, long since)
            {
                if (round >= 0)
                    into.Add(images / TimeProvider.System.GetElapsedTime(since).TotalSeconds);
            }
        }

        async Task RequireAsync(DenoisingJob job)
        {
            if ((await engine.RunAsync(job, null, cancellation)).Fault is { } fault)
                throw new InvalidOperationException(fault.Message);
        }

        var cells = Together.Select(count => string.Create(
            CultureInfo.InvariantCulture,
            $"{Median.Of(rates[count]):0.0} ({Median.Of(rates[count].Zip(alone, (together, one) => together / one)):0.00}×)"));
        return string.Create(CultureInfo.InvariantCulture, $"| {model} | {Median.Of(alone):0.0} | {string.Join(" | ", cells)} |");
    }
}
