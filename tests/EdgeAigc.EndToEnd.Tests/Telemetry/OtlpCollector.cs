using System.Buffers.Binary;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace EdgeAigc.EndToEnd.Tests.Telemetry;

/// <summary>An OTLP collector on a port of this machine, which keeps what it is sent by gRPC or by HTTP with Protobuf.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private const int GrpcPrefix = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly WebApplication _app;
    private readonly List<byte[]> _bodies = [];
    private readonly List<ExportedSpan> _spans = [];
    private readonly HashSet<string> _metrics = new(StringComparer.Ordinal);
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private OtlpCollector(WebApplication app) => _app = app;

    /// <summary>Where it is.</summary>
    public string Address => _app.Urls.Single();

    /// <summary>Everything that it was sent.</summary>
    public IReadOnlyList<byte[]> Bodies => Locked(() => _bodies.ToList());

    public static async Task<OtlpCollector> StartAsync(bool isGrpc)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // Without TLS a port speaks one version of HTTP only.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = isGrpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        var collector = new OtlpCollector(builder.Build());
        collector._app.Run(collector.ReceiveAsync);
        await collector._app.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }

    /// <summary>Ends when the spans suffice, and returns them.</summary>
    public Task<IReadOnlyList<ExportedSpan>> SpansAsync(Func<IReadOnlyList<ExportedSpan>, bool> suffice) =>
        WhenAsync(() => _spans.ToList(), suffice, spans => string.Join('\n', spans));

    /// <summary>Ends when the metrics suffice, and returns their names.</summary>
    public Task<IReadOnlySet<string>> MetricsAsync(Func<IReadOnlySet<string>, bool> suffice) =>
        WhenAsync(() => _metrics.ToHashSet(StringComparer.Ordinal), suffice, names => string.Join('\n', names));

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task<T> WhenAsync<T>(Func<T> read, Func<T, bool> suffice, Func<T, string> tell)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var (known, news) = Locked(() => (read(), _news.Task));
            if (suffice(known))
                return known;
            try
            {
                await news.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"The collector was told no more than:\n{tell(known)}");
            }
        }
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        using var memory = new MemoryStream();
        await context.Request.Body.CopyToAsync(memory, context.RequestAborted);
        var body = memory.ToArray();
        if (context.Request.ContentType == "application/grpc")
        {
            Assert.Equal(body.Length - GrpcPrefix, BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(1)));
            body = body[GrpcPrefix..];
        }

        var path = context.Request.Path.Value!;
        Locked(() =>
        {
            _bodies.Add(body);
            if (path is "/v1/traces" or "/opentelemetry.proto.collector.trace.v1.TraceService/Export")
                _spans.AddRange(ExportedSpan.Of(body));
            else if (path is "/v1/metrics" or "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export")
                _metrics.UnionWith(ExportedSpan.MetricNames(body));
            var news = _news;
            _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return news;
        }).SetResult();
        // An empty message says that all was taken.
        if (context.Request.ContentType == "application/grpc")
        {
            context.Response.ContentType = "application/grpc";
            context.Response.DeclareTrailer("grpc-status");
            await context.Response.Body.WriteAsync(new byte[GrpcPrefix], context.RequestAborted);
            context.Response.AppendTrailer("grpc-status", "0");
        }
        else
        {
            context.Response.ContentType = "application/x-protobuf";
        }
    }

    private T Locked<T>(Func<T> act)
    {
        lock (_bodies)
            return act();
    }
}
