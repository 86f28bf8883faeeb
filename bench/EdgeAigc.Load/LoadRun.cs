using EdgeAigc.Contracts.Generation;
using EdgeAigc.Core.Negotiation;
using EdgeAigc.Simulation.Nodes;

namespace EdgeAigc.Load;

/// <summary>What became of a stream of requests on a real node.</summary>
/// <param name="Requests">How many.</param>
/// <param name="Utility">Mean utility by the time that the caller waited.</param>
/// <param name="Quality">Mean quality of those served.</param>
/// <param name="DeadlinesKept">Part of those with a deadline that were served by it.</param>
/// <param name="Refused">Part of all that was refused.</param>
/// <param name="Delay">Mean time in seconds that the caller waited for an image.</param>
/// <param name="Missed">Part of those served that came more than a tenth later than promised.</param>
internal sealed record LoadRun(int Requests, double Utility, double Quality, double DeadlinesKept, double Refused, double Delay, double Missed)
{
    /// <summary>Sends the requests at their times and waits for all of them.</summary>
    public static async Task<LoadRun> ServeAsync(LoadedNode node, IReadOnlyList<Arrival> arrivals, double stretch, NegotiationOptions options)
    {
        var start = TimeProvider.System.GetTimestamp();
        var running = new List<Task<(Bid Bid, GenerationEvent Last, double Seconds)>>();
        foreach (var (time, bid) in arrivals)
        {
            var wait = TimeSpan.FromSeconds(time * stretch) - TimeProvider.System.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, TimeProvider.System);
            running.Add(ServeAsync(node, bid, stretch));
        }

        var ends = await Task.WhenAll(running);
        var served = ends.Where(end => end.Last is GenerationCompleted).Select(end => (end.Bid, Done: (GenerationCompleted)end.Last, end.Seconds)).ToList();
        var timed = ends.Where(end => end.Bid.HasDeadline).ToList();
        return new(
            ends.Length,
            ends.Average(end => UtilityOf(end.Bid, end.Last, end.Seconds, stretch, options)),
            served.Average(end => end.Done.QualityEstimate!.Value),
            timed.Count(end => end.Last is GenerationCompleted && end.Seconds <= end.Bid.DeadlineSeconds * stretch) / (double)Math.Max(1, timed.Count),
            1 - (served.Count / (double)ends.Length),
            served.Average(end => end.Seconds),
            served.Count(end => end.Done.Finish > 1.1 * end.Done.Promise!.Finish) / (double)served.Count);
    }

    private static async Task<(Bid Bid, GenerationEvent Last, double Seconds)> ServeAsync(LoadedNode node, Bid bid, double stretch)
    {
        var start = TimeProvider.System.GetTimestamp();
        var last = await node.RunAsync($"{bid.Id}", new()
        {
            Prompt = "red heart",
            Model = bid.Model,
            Seed = 1,
            Weight = bid.Weight,
            LatencyPreference = bid.LatencyPreference,
            Deadline = bid.HasDeadline ? TimeSpan.FromSeconds(bid.DeadlineSeconds * stretch) : null,
        });
        return (bid, last, TimeProvider.System.GetElapsedTime(start).TotalSeconds);
    }

    private static double UtilityOf(Bid bid, GenerationEvent last, double seconds, double stretch, NegotiationOptions options) => last is GenerationCompleted done
        ? bid.Weight * (((1 - bid.LatencyPreference) * done.QualityEstimate!.Value) - (bid.LatencyPreference * seconds / options.ReferenceSeconds))
        : -bid.Weight * options.RejectPenalty;
}
