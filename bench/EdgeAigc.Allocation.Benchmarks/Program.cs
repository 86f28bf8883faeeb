using System.CommandLine;
using EdgeAigc.Allocation.Benchmarks;

var root = new RootCommand("Measures the slot allocator. The slots are random with fixed seeds, so that every run sees the same.")
{
    TimeBenchmark.Create(), GapBenchmark.Create(), PolicyBenchmark.Create(),
};
return await root.Parse(args).InvokeAsync();
