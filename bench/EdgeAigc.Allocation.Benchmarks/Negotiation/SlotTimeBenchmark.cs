using System.CommandLine;
using System.Globalization;
using EdgeAigc.Core.Allocation;
using EdgeAigc.Core.Negotiation;

namespace EdgeAigc.Allocation.Benchmarks.Negotiation;

/// <summary><c>slot-time</c>: how long a node takes to answer the bids of a slot, by their number and by what is promised already.</summary>
internal static class SlotTimeBenchmark
{
    private const double Egress = 1e9;

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "Slots of each size", DefaultValueFactory = _ => 200 };
        var command = new Command("slot-time", "Times the answers to a slot. With the policy fixed the allocator takes next to nothing, so that is what the rest takes.") { rounds };
        command.SetAction(parsed =>
        {
            Console.WriteLine("| policy | bids | promised | offers | submit, median, µs a bid | close, median, µs | close, p95, µs |");
            Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
            foreach (var policy in (string[])[SlotAllocatorNames.Fixed, SlotAllocatorNames.Market])
            {
                foreach (var (bids, promised) in ((int, int)[])[(1, 0), (10, 10), (100, 0), (100, 100)])
                    Run(policy, bids, promised, parsed.GetValue(rounds));
            }
        });
        return command;
    }

    private static void Run(string policy, int bids, int promised, int rounds)
    {
        var models = MeasuredModels.Of("cpu");
        var (submits, closes, offers) = (new List<double>(), new List<double>(), 0);
        for (var round = -rounds / 4; round < rounds; round++)
        {
            var random = new Random(round);
            var market = new SlotMarket(new() { Policy = policy }, models, Egress, TimeProvider.System);
            // Without a deadline, so that all of them are taken, over as many slots as it needs.
            for (var slot = 0; market.Promised < promised && slot < 1000; slot++)
            {
                if (market.Waiting == 0)
                    market.Submit(Bid(models, random, $"promised-{slot}") with { DeadlineSeconds = double.PositiveInfinity, Steps = 1 }, slot * 1e-6);
                foreach (var (id, _) in market.Close(slot * 1e-6))
                    market.Accept(id, slot * 1e-6);
            }

            var started = TimeProvider.System.GetTimestamp();
            for (var index = 0; index < bids; index++)
                market.Submit(Bid(models, random, $"{index}"), 0.002);
            var submitted = TimeProvider.System.GetElapsedTime(started).TotalMicroseconds;
            started = TimeProvider.System.GetTimestamp();
            var answered = market.Close(0.002);
            var closed = TimeProvider.System.GetElapsedTime(started).TotalMicroseconds;
            if (round < 0)
                continue;
            (offers, submits, closes) = (offers + answered.Count(answer => answer.Answer is Offer), [.. submits, submitted / bids], [.. closes, closed]);
        }

        var (submit, close) = (new Quantiles(submits), new Quantiles(closes));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {policy} | {bids} | {promised} | {(double)offers / rounds:0} | {submit.At(0.5):0.0} | {close.At(0.5):0} | {close.At(0.95):0} |"));
    }

    private static Bid Bid(IReadOnlyList<ModelProfile> models, Random random, string id) => new()
    {
        Id = id,
        Model = models[random.Next(models.Count)].Name,
        Weight = Math.Exp(random.NextDouble() - 0.5),
        LatencyPreference = 0.1 + (0.5 * random.NextDouble()),
        DeadlineSeconds = 1 + random.NextDouble(),
        PayloadBits = 5e4,
    };
}
