using System.Text.Json;

namespace EdgeAigc.Gateway.Dashboard;

/// <summary>Tells one page, as server-sent events, what changed: cluster, plan, requests, and fault while the cluster does not answer.</summary>
internal sealed class DashboardStream(DashboardFeed feed, RequestLog log, IHostApplicationLifetime lifetime)
{
    // Proxies close connections that are still for a minute.
    private const int TicksBetweenSigns = 15;

    public async Task SendAsync(HttpContext context, CancellationToken cancellationToken)
    {
        // The page comes back by itself; a node that stops does not wait for it.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        using var listener = feed.Listen();
        var (clusterTick, planTick, version, still) = (0L, 0L, 0L, 0);
        string? fault = null;
        try
        {
            while (true)
            {
                var state = listener.State;
                var text = "";
                if (state.Cluster is { } cluster && cluster.Tick > clusterTick)
                    (text, clusterTick) = (text + Format("cluster", cluster.Json), cluster.Tick);
                if (state.Plan is { } plan && plan.Tick > planTick)
                    (text, planTick) = (text + Format("plan", plan.Json), plan.Tick);
                if (state.Fault != fault)
                    (text, fault) = (text + Format("fault", JsonSerializer.Serialize(new(state.Fault), DashboardJson.Default.FaultReply)), state.Fault);
                var (requests, newest) = log.Since(version);
                if (requests.Count > 0)
                    text += Format("requests", JsonSerializer.Serialize(new(requests), DashboardJson.Default.RequestsReply));
                version = newest;
                still = text.Length > 0 ? 0 : still + 1;
                if (still == TicksBetweenSigns)
                    (text, still) = (": still here\n\n", 0);
                if (text.Length > 0)
                {
                    await context.Response.WriteAsync(text, end.Token);
                    await context.Response.Body.FlushAsync(end.Token);
                }

                await listener.MoveAsync(end.Token);
            }
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The stream ends properly.
        }
    }

    private static string Format(string name, string json) => $"event: {name}\ndata: {json}\n\n";
}
