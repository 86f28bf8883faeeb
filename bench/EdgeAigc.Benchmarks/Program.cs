using System.CommandLine;
using EdgeAigc.Benchmarks;

var root = new RootCommand("Measures the denoising engine. Ratios are taken within one run, in turns, so that a machine whose speed drifts slows both sides.")
{
    LoopBenchmark.Create(), ConcurrencyBenchmark.Create(), MemoryBenchmark.Create(),
};
return await root.Parse(args).InvokeAsync();
