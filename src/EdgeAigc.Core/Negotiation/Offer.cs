namespace EdgeAigc.Core.Negotiation;

/// <summary>What a node promises when its offer is accepted before it lapses. Times are in seconds and count from the bid's arrival.</summary>
/// <param name="Steps">Denoising steps L.</param>
/// <param name="Quality">Q(L).</param>
/// <param name="RateBitsPerSecond">Rate of the delivery.</param>
/// <param name="StartSeconds">When its first step is expected.</param>
/// <param name="ExpectedSeconds">When the result is expected to have left the node.</param>
/// <param name="FinishSeconds">When it will have left the node at the latest: the promise.</param>
/// <param name="Utility">What the offer is worth to the request, by the expected finish.</param>
/// <param name="Price">What its compute is worth to others, in utility.</param>
/// <param name="LapseSeconds">When the offer lapses by itself.</param>
public sealed record Offer(
    int Steps,
    double Quality,
    double RateBitsPerSecond,
    double StartSeconds,
    double ExpectedSeconds,
    double FinishSeconds,
    double Utility,
    double Price,
    double LapseSeconds) : BidAnswer;
