using System.CommandLine;
using System.Globalization;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Negotiation;
using EdgeAigc.Contracts.Nodes;
using EdgeAigc.Core.Negotiation;

namespace EdgeAigc.Load;

/// <summary><c>bids</c>: how many negotiations a node holds per second, and how fast it refuses what it cannot keep.</summary>
internal static class BidsCommand
{
    private static readonly Option<string> Models = new("--models") { Description = "Folder of calibrated models", DefaultValueFactory = _ => "models" };
    private static readonly Option<double> Seconds = new("--seconds") { Description = "Length of a measurement", DefaultValueFactory = _ => 5 };

    public static Command Create()
    {
        var command = new Command("bids", "Negotiations per second through real grains on one node, and the time until a hopeless deadline is refused.") { Models, Seconds };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(Models)!, parsed.GetValue(Seconds)));
        return command;
    }

    private static async Task RunAsync(string models, double seconds)
    {
        await using var node = await LoadedNode.StartAsync(models, 1, new NegotiationOptions());
        var edge = node.Grains.GetGrain<IEdgeServerGrain>("node-0");
        var request = new GenerationRequest { Prompt = "red heart", Model = "noto-emoji" };
        foreach (var callers in (int[])[1, 16, 64, 256])
        {
            var (count, _) = await MeasureAsync(callers, seconds, async id =>
            {
                if (await edge.NegotiateAsync(new GenerationBid { Id = id, Request = request }) is NodeOffer)
                    await edge.DeclineAsync(id);
            });
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{callers} callers: {count / seconds:0} negotiations/s"));
        }

        foreach (var callers in (int[])[1, 16])
        {
            var hopeless = request with { Deadline = TimeSpan.FromMilliseconds(1) };
            var (_, times) = await MeasureAsync(callers, seconds, id => node.RunAsync(id, hopeless));
            times.Sort();
            await Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{callers} callers with a hopeless deadline: refused after {1e3 * times[times.Count / 2]:0.00} ms (median), {1e3 * times[(int)(times.Count * 0.99)]:0.00} ms (99 %), {times.Count / seconds:0}/s"));
        }
    }

    private static async Task<(int Count, List<double> Times)> MeasureAsync(int callers, double seconds, Func<string, Task> call)
    {
        var run = Guid.CreateVersion7().ToString("N");
        // The first calls compile.
        for (var i = 0; i < 200; i++)
            await call($"{run}-warm-{i}");
        var start = TimeProvider.System.GetTimestamp();
        var times = await Task.WhenAll(Enumerable.Range(0, callers).Select(async caller =>
        {
            var own = new List<double>();
            for (var i = 0; TimeProvider.System.GetElapsedTime(start).TotalSeconds < seconds; i++)
            {
                var began = TimeProvider.System.GetTimestamp();
                await call($"{run}-{caller}-{i}");
                own.Add(TimeProvider.System.GetElapsedTime(began).TotalSeconds);
            }

            return own;
        }));
        return (times.Sum(own => own.Count), [.. times.SelectMany(own => own)]);
    }
}
