using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using EdgeAigc.Gateway.Errors;
using Microsoft.AspNetCore.RateLimiting;

namespace EdgeAigc.Gateway.Callers;

/// <summary>How many requests a caller may send and have open, by the rate limiter of ASP.NET Core.</summary>
internal static class CallerLimits
{
    private const int RefillsPerMinute = 60;
    private const int NetworkBytes = 8;

    public static void Configure(RateLimiterOptions limiter, HttpApiOptions options)
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            Open(options.MaxOpenRequests, _ => "all"), Open(options.MaxOpenRequestsPerCaller, NameOf), Rate(options.RequestsPerMinute));
        limiter.OnRejected = (rejected, _) => new(ErrorReplies.WriteAsync(
            rejected.HttpContext,
            rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? CallerErrors.TooFast(wait) : CallerErrors.TooManyOpen()));
    }

    /// <summary>Name of who is limited; null for callers without a key on this machine, who are not.</summary>
    internal static string? NameOf(HttpContext context)
    {
        if (Caller.Of(context).Key is { } key)
            return $"key {key.Id}";
        var address = context.Connection.RemoteIpAddress;
        return address is null || IPAddress.IsLoopback(address) ? null : $"address {Network(address)}";
    }

    // One subscriber has a whole IPv6 network of 64 bits.
    private static IPAddress Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new(bytes);
    }

    private static PartitionedRateLimiter<HttpContext> Open(int permits, Func<HttpContext, string?> name) =>
        PartitionedRateLimiter.Create<HttpContext, string>(context => permits > 0 && name(context) is { } caller
            ? RateLimitPartition.GetConcurrencyLimiter(caller, _ => new() { PermitLimit = permits, QueueLimit = 0 })
            : RateLimitPartition.GetNoLimiter(""));

    private static PartitionedRateLimiter<HttpContext> Rate(int perMinute) =>
        PartitionedRateLimiter.Create<HttpContext, string>(context => perMinute > 0 && NameOf(context) is { } caller
            ? RateLimitPartition.GetTokenBucketLimiter(caller, _ => new()
            {
                TokenLimit = perMinute,
                TokensPerPeriod = Math.Max(1, perMinute / RefillsPerMinute),
                ReplenishmentPeriod = TimeSpan.FromMinutes(1) * (Math.Max(1, perMinute / RefillsPerMinute) / (double)perMinute),
                QueueLimit = 0,
            })
            : RateLimitPartition.GetNoLimiter(""));
}
