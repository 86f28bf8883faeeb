using System.CommandLine;
using System.Globalization;
using EdgeAigc.Core.Allocation;

namespace EdgeAigc.Allocation.Benchmarks;

/// <summary><c>time</c>: how long a decision takes and what it allocates, by number of requests.</summary>
internal static class TimeBenchmark
{
    private static readonly int[] Counts = [10, 100, 1_000, 10_000];

    public static Command Create()
    {
        var policy = new Option<string>("--policy") { Description = "Policy", DefaultValueFactory = _ => SlotAllocatorNames.Market };
        var rounds = new Option<int>("--rounds") { Description = "Decisions on each number of requests", DefaultValueFactory = _ => 300 };
        var command = new Command("time", "Times decisions over random slots, in turns through all numbers of requests.") { policy, rounds };
        command.SetAction(parsed =>
        {
            Console.WriteLine("| requests | levels | median, µs | p95, µs | median, µs a request | bytes a decision |");
            Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
            foreach (var levels in (int[])[11, 50])
                Run(parsed.GetValue(policy)!, parsed.GetValue(rounds), levels);
        });
        return command;
    }

    private static void Run(string policy, int rounds, int levels)
    {
        var allocator = SlotAllocators.Create(policy, new(), TimeProvider.System);
        var slots = Counts.ToDictionary(count => count, count => Enumerable.Range(1, 10_000 / count > 50 ? 50 : 5).Select(seed => Slots.Create(seed, count, levels)).ToArray());
        var times = Counts.ToDictionary(count => count, _ => new List<double>());
        var bytes = Counts.ToDictionary(count => count, _ => 0L);
        for (var round = -rounds / 4; round < rounds; round++)
        {
            foreach (var count in Counts)
            {
                var slot = slots[count][(round + rounds) % slots[count].Length];
                var before = GC.GetAllocatedBytesForCurrentThread();
                var allocation = allocator.Allocate(slot);
                bytes[count] = GC.GetAllocatedBytesForCurrentThread() - before;
                if (round >= 0)
                    times[count].Add(allocation.Elapsed.TotalMicroseconds);
            }
        }

        foreach (var count in Counts)
        {
            var quantiles = new Quantiles(times[count]);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {count} | {levels} | {quantiles.At(0.5):0} | {quantiles.At(0.95):0} | {quantiles.At(0.5) / count:0.00} | {bytes[count]} |"));
        }
    }
}
