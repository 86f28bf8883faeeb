using System.Collections.Immutable;
using EdgeAigc.Core.Negotiation;
using EdgeAigc.Diffusion.Engine;
using Microsoft.Extensions.Logging;

namespace EdgeAigc.Grains.Negotiation;

/// <summary>Keeps the promises that were made against what became of them.</summary>
internal sealed partial class PromiseBook(StageTwoMetrics metrics, ILogger<PromiseBook> logger)
{
    // Who is later than this part of what was promised has missed it.
    private const double Tolerance = 0.1;

    /// <summary>Promises kept.</summary>
    public long Kept { get; private set; }

    /// <summary>Promises missed by more than a tenth.</summary>
    public long Missed { get; private set; }

    /// <summary>Those missed, by cause.</summary>
    public ImmutableDictionary<string, long> MissedByCause { get; private set; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>Takes a promise whose image has left the node.</summary>
    /// <param name="commitment">The promise.</param>
    /// <param name="timings">Where the time went until the image was ready.</param>
    /// <param name="delivering">Time of the delivery.</param>
    /// <param name="finish">Time from the bid to the end of the delivery.</param>
    public void Note(Commitment commitment, JobTimings timings, TimeSpan delivering, TimeSpan finish)
    {
        var promised = commitment.Offer.FinishSeconds;
        if (finish.TotalSeconds <= promised * (1 + Tolerance))
        {
            Kept++;
            metrics.PromiseKept();
            return;
        }

        Missed++;
        var cause = CauseOf(commitment, timings, delivering, finish);
        MissedByCause = MissedByCause.SetItem(cause, MissedByCause.GetValueOrDefault(cause) + 1);
        metrics.PromiseMissed(cause);
        LogMissed(commitment.Bid.Id, promised, finish.TotalSeconds, cause);
    }

    /// <summary>What took most of the time that was not foreseen.</summary>
    internal static string CauseOf(Commitment commitment, JobTimings timings, TimeSpan delivering, TimeSpan finish)
    {
        var load = timings.Loading.TotalSeconds - commitment.Bid.LoadSeconds;
        var link = delivering.TotalSeconds - commitment.DeliverySeconds;
        var rest = finish.TotalSeconds - commitment.Offer.ExpectedSeconds - Math.Max(0, load) - Math.Max(0, link);
        return rest >= load && rest >= link ? "interference" : load >= link ? "model_load" : "link";
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Promise {Bid} was {Promised:0.000} s and took {Finish:0.000} s; cause: {Cause}.")]
    private partial void LogMissed(string bid, double promised, double finish, string cause);
}
