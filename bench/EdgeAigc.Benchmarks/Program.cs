using System.Globalization;
using EdgeAigc.Benchmarks;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using Microsoft.Extensions.Logging.Abstractions;

if (args is not [var models, var model, ..])
{
    Console.Error.WriteLine("usage: EdgeAigc.Benchmarks MODELS_FOLDER MODEL [STEPS [PAIRS [THREADS]]]\nTimes the engine's denoising against a bare ONNX Runtime loop, in pairs.");
    return 2;
}

int Argument(int index, int fallback) => args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : fallback;
var (steps, pairs, threads) = (Argument(2, 20), Argument(3, 50), Argument(4, Environment.ProcessorCount));
var time = TimeProvider.System;
await using var engine = new DenoisingEngine(ModelCatalog.Scan(models), new EngineOptions { Threads = threads }, time, NullLogger<DenoisingEngine>.Instance);
using var bare = new BareLoop(Path.Combine(models, model, "unet", "model.onnx"), threads);
var job = new DenoisingJob { Model = model, Prompt = "red heart", Steps = steps, Guidance = 2, Seed = 1 };

// Pairs in turn, so that a machine whose speed drifts slows both.
var samples = new List<(double Engine, double Whole, double Bare)>();
for (var pair = -3; pair < pairs; pair++)
{
    var began = time.GetTimestamp();
    var outcome = await engine.RunAsync(job, null, CancellationToken.None);
    var whole = time.GetElapsedTime(began).TotalMilliseconds;
    if (!outcome.Completed)
        throw new InvalidOperationException(outcome.Fault.Message);

    began = time.GetTimestamp();
    bare.Run(steps);
    var loop = time.GetElapsedTime(began).TotalMilliseconds;
    if (pair >= 0)
        samples.Add((outcome.Image.Timings.Denoising.TotalMilliseconds, whole, loop));
}

static double Median(IEnumerable<double> values)
{
    var sorted = values.Order().ToArray();
    return sorted[sorted.Length / 2];
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
    {model}, {steps} steps, guidance 2, {threads} threads, {pairs} pairs (medians)
    whole request in the engine  {Median(samples.Select(sample => sample.Whole)):0.0} ms
    denoising in the engine      {Median(samples.Select(sample => sample.Engine)):0.0} ms
    bare ONNX Runtime loop       {Median(samples.Select(sample => sample.Bare)):0.0} ms
    bare / engine, pair by pair  {Median(samples.Select(sample => sample.Bare / sample.Engine)):0.000}
    """));
return 0;
