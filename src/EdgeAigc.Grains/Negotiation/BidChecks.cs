using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Grains.Negotiation;

/// <summary>Checks what a request says of itself before a node is asked.</summary>
internal static class BidChecks
{
    private const double MaxWeight = 1000;

    /// <summary>The first thing that is wrong, or null.</summary>
    public static GenerationFailed? Check(GenerationRequest request)
    {
        if (request.Deadline is { } deadline && deadline <= TimeSpan.Zero)
            return Invalid(nameof(request.Deadline), $"Deadline is {deadline.TotalSeconds} s; it must be above 0.");
        if (request.MinQuality is not (null or (>= 0 and <= 1)))
            return Invalid(nameof(request.MinQuality), $"MinQuality is {request.MinQuality}; it must be from 0 to 1.");
        if (request.LatencyPreference is not (null or (>= 0 and <= 1)))
            return Invalid(nameof(request.LatencyPreference), $"LatencyPreference is {request.LatencyPreference}; it must be from 0 (quality) to 1 (latency).");
        if (request.Weight is not (null or (> 0 and <= MaxWeight)))
            return Invalid(nameof(request.Weight), $"Weight is {request.Weight}; it must be above 0 and at most {MaxWeight}.");
        return request.MaxRateBitsPerSecond is null or (> 0 and <= double.MaxValue)
            ? null
            : Invalid(nameof(request.MaxRateBitsPerSecond), $"MaxRateBitsPerSecond is {request.MaxRateBitsPerSecond}; it must be above 0.");
    }

    private static GenerationFailed Invalid(string parameter, string message) => new(FailureCodes.InvalidParameter, parameter, message, false);
}
