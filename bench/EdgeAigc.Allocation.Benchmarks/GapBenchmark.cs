using System.CommandLine;
using System.Globalization;
using EdgeAigc.Core.Allocation;

namespace EdgeAigc.Allocation.Benchmarks;

/// <summary><c>gap</c>: how far answers can be from the best ones, by number of requests.</summary>
internal static class GapBenchmark
{
    // What deliveries without any price get costs the others a billionth.
    private const double Proven = 1e-7;

    private static readonly int[] Counts = [4, 6, 10, 20, 50, 100, 200, 1_000];

    public static Command Create()
    {
        var slots = new Option<int>("--slots") { Description = "Random slots of each number of requests", DefaultValueFactory = _ => 200 };
        var command = new Command("gap", "Certified gaps of the market, and the share of slots where the optimum was proven.") { slots };
        command.SetAction(parsed =>
        {
            Console.WriteLine("| requests | levels | proven | mean gap | p95 gap | largest gap | median, µs |");
            Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
            foreach (var levels in (int[])[11, 50])
            {
                foreach (var count in Counts)
                    Run(count, levels, parsed.GetValue(slots));
            }
        });
        return command;
    }

    private static void Run(int count, int levels, int slots)
    {
        var allocator = SlotAllocators.Create(SlotAllocatorNames.Market, new(), TimeProvider.System);
        var answers = Enumerable.Range(1, slots).Select(seed => allocator.Allocate(Slots.Create(seed, count, levels))).ToArray();
        var gaps = new Quantiles(answers.Select(answer => answer.RelativeGap));
        var proven = answers.Count(answer => answer.RelativeGap < Proven) / (double)slots;
        var time = new Quantiles(answers.Select(answer => answer.Elapsed.TotalMicroseconds));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {count} | {levels} | {proven:P0} | {gaps.Mean:0.0e+0} | {gaps.At(0.95):0.0e+0} | {gaps.Max:0.0e+0} | {time.At(0.5):0} |"));
    }
}
