using System.Globalization;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Negotiation;
using EdgeAigc.Core.Negotiation;
using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Grains.Negotiation;

/// <summary>Translates between the wire records of stage two and the types of the decision.</summary>
internal static class BidMapping
{
    /// <summary>The bid as the node sees it.</summary>
    public static Bid ToBid(GenerationBid bid, ModelFolder model, double loadSeconds, PayloadSizes sizes, NegotiationOptions options, EgressLinkOptions link)
    {
        var request = bid.Request;
        var (width, height) = (request.Width ?? model.DefaultWidth, request.Height ?? model.DefaultHeight);
        return new()
        {
            Id = bid.Id,
            Tenant = request.Tenant ?? "",
            Model = model.Name,
            Weight = request.Weight ?? 1,
            LatencyPreference = request.LatencyPreference ?? options.DefaultLatencyPreference,
            DeadlineSeconds = request.Deadline is { } deadline ? Math.Max(0, (deadline - bid.Elapsed).TotalSeconds) : double.PositiveInfinity,
            MinQuality = request.MinQuality ?? 0,
            Steps = request.Steps,
            Work = bid.StepsPart * RowsOf(request.Guidance ?? model.DefaultGuidance) / RowsOf(model.DefaultGuidance)
                * width * height / ((double)model.DefaultWidth * model.DefaultHeight),
            LoadSeconds = loadSeconds,
            PayloadBits = sizes.Bits(model.Name, request.Format, OutputPixels(request, width, height)),
            MaxRateBitsPerSecond = Math.Min(request.MaxRateBitsPerSecond ?? double.PositiveInfinity, link.ClientBitsPerSecond),
        };
    }

    public static BidReply ToReply(BidAnswer answer, Bid bid) => answer switch
    {
        Offer offer => new NodeOffer(
            new(offer.Steps, offer.Quality, Seconds(offer.FinishSeconds)), Seconds(offer.StartSeconds), Seconds(offer.ExpectedSeconds),
            offer.RateBitsPerSecond, offer.Utility, offer.Price, Seconds(offer.LapseSeconds)),
        Refusal refusal => new BidRefused(ToFailed(refusal, bid)),
        _ => throw new NotSupportedException($"Answer {answer.GetType().Name} has no wire record."),
    };

    private static GenerationFailed ToFailed(Refusal refusal, Bid bid)
    {
        var possible = new PossibleService(
            double.IsFinite(refusal.EarliestSeconds) ? Seconds(refusal.EarliestSeconds) : null, refusal.BestQuality);
        var (deadline, earliest) = (Text(bid.DeadlineSeconds), Text(refusal.EarliestSeconds));
        var (code, parameter, message) = refusal.Reason switch
        {
            RefusalReason.DeadlineUnreachable => (FailureCodes.DeadlineUnreachable, nameof(GenerationRequest.Deadline),
                $"The deadline of {deadline} s cannot be kept; the earliest possible finish is {earliest} s from now. Allow more time, or less quality."),
            RefusalReason.QualityUnreachable => (FailureCodes.QualityUnreachable, nameof(GenerationRequest.MinQuality),
                $"MinQuality is {Text(bid.MinQuality)}; model '{bid.Model}' reaches {Text(refusal.BestQuality)} at most."),
            RefusalReason.Outbid => (FailureCodes.Outbid, null,
                $"The node is busy with requests that make better use of it; the earliest possible finish is {earliest} s from now. Try again, or without a deadline to wait for your turn."),
            RefusalReason.QueueFull => (FailureCodes.QueueFull, (string?)null, "The node has as many requests waiting as it takes; try again later."),
            _ => throw new NotSupportedException($"Refusal {refusal.Reason} has no wire code."),
        };
        return new(code, parameter, message, refusal.Reason != RefusalReason.QualityUnreachable, possible);
    }

    private static double OutputPixels(GenerationRequest request, int width, int height) => (request.OutputWidth, request.OutputHeight) switch
    {
        (null, null) => (double)width * height,
        ({ } w, null) => (double)w * w * height / width,
        (null, { } h) => (double)h * h * width / height,
        ({ } w, { } h) => (double)w * h,
    };

    private static int RowsOf(double guidance) => guidance > 1 ? 2 : 1;

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.MaxValue.TotalSeconds / 2));

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
