using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeAigc.Gateway;

/// <summary>Limits that the web server itself enforces, before anything of a request is looked at.</summary>
public static class GatewayLimits
{
    private const int MaxHeaders = 100;
    private const int MaxRequestLineBytes = 8192;
    private const int Kibibyte = 1024;
    private const long MaxDiscardedBytes = 30_000_000;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Sets them.</summary>
    /// <param name="kestrel">Options of the web server.</param>
    /// <param name="options">Limits.</param>
    public static void LimitGateway(this KestrelServerOptions kestrel, HttpApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(kestrel);
        ArgumentNullException.ThrowIfNull(options);
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        // The API says itself what is too large. The server reads on to throw away what is too large by not much, as a client that is cut off
        // while it sends does not hear the answer.
        limits.MaxRequestBodySize = Math.Max(options.MaxBodyBytes + 1, MaxDiscardedBytes);
        limits.MaxRequestHeadersTotalSize = options.MaxHeaderKibibytes * Kibibyte;
        limits.MaxRequestLineSize = Math.Min(MaxRequestLineBytes, options.MaxHeaderKibibytes * Kibibyte);
        limits.MaxRequestHeaderCount = MaxHeaders;
        limits.MaxConcurrentConnections = options.MaxConnections;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(options.ReceiveSeconds);
        limits.MinResponseDataRate = options.MinReceiverBytesPerSecond == 0 ? null : new(options.MinReceiverBytesPerSecond, Grace);
    }
}
