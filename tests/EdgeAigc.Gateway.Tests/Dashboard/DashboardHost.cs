using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using EdgeAigc.Gateway.Callers;
using EdgeAigc.Gateway.Cluster;
using EdgeAigc.Gateway.Dashboard;
using EdgeAigc.Gateway.Jobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeAigc.Gateway.Tests.Dashboard;

/// <summary>The HTTP API and the dashboard on a real port of this machine, before a scripted cluster.</summary>
internal sealed class DashboardHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DashboardHost(WebApplication app, ScriptedCluster cluster, ScriptedDashboardSource source)
    {
        (_app, Cluster, Source) = (app, cluster, source);
        Http = new() { BaseAddress = new(app.Urls.Single()) };
    }

    public ScriptedCluster Cluster { get; }

    public ScriptedDashboardSource Source { get; }

    public HttpClient Http { get; }

    public static async Task<DashboardHost> StartAsync(HttpApiOptions? options = null)
    {
        var (cluster, source) = (new ScriptedCluster(), new ScriptedDashboardSource());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<IImageCluster>(cluster).AddSingleton<IDashboardSource>(source)
            .AddSingleton<IKeySource>(new ScriptedKeys()).AddSingleton<IImageJobs>(new ScriptedJobs()).AddGateway(options ?? new(), new(IPAddress.Loopback, "some-model"));
        var app = builder.Build();
        app.UseGateway();
        app.MapGateway();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, cluster, source);
    }

    public async Task<JsonNode> GetAsync(string path)
    {
        using var response = await Http.GetAsync($"/dashboard/api/{path}", TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.JsonAsync();
    }

    public Task<HttpResponseMessage> GenerateAsync(string json, CancellationToken cancellationToken) => Http.SendAsync(
        new(HttpMethod.Post, "/v1/images/generations") { Content = new StringContent(json, Encoding.UTF8, "application/json") },
        HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    /// <summary>Stops the host while streams are open.</summary>
    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
