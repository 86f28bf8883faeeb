using System.CommandLine;
using EdgeAigc.Allocation.Benchmarks;
using EdgeAigc.Allocation.Benchmarks.Negotiation;

var root = new RootCommand("Measures the slot allocator and the negotiation of a node. Slots and requests are random with fixed seeds, so that every run sees the same.")
{
    TimeBenchmark.Create(), GapBenchmark.Create(), PolicyBenchmark.Create(), NegotiationBenchmark.Create(), SlotTimeBenchmark.Create(),
};
return await root.Parse(args).InvokeAsync();
