using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeAigc.Gateway.Callers;
using EdgeAigc.Gateway.Cluster;
using EdgeAigc.Gateway.Dashboard;
using EdgeAigc.Gateway.Jobs;
using EdgeAigc.Gateway.Tests.Dashboard;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace EdgeAigc.Gateway.Tests;

/// <summary>The HTTP API on a real port of this machine, before a scripted cluster.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GatewayHost(WebApplication app, ScriptedCluster cluster, ScriptedKeys keys)
    {
        (_app, Cluster, Keys) = (app, cluster, keys);
        Http = new() { BaseAddress = new(app.Urls.Single()) };
    }

    public ScriptedCluster Cluster { get; }

    public ScriptedKeys Keys { get; }

    public ScriptedJobs Jobs { get; private init; } = new();

    public HttpClient Http { get; }

    /// <summary>Routes of all endpoints.</summary>
    public IEnumerable<string> Routes => _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Select(endpoint => $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}").Distinct().Order(StringComparer.Ordinal);

    /// <summary>Starts it. Requests come from this machine, unless <paramref name="from"/> says that they come from elsewhere.</summary>
    public static async Task<GatewayHost> StartAsync(HttpApiOptions? options = null, string? from = null, Action<IServiceCollection>? configure = null)
    {
        var limits = options ?? new();
        var keys = new ScriptedKeys();
        var jobs = new ScriptedJobs();
        var cluster = new ScriptedCluster();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.LimitGateway(limits);
        });
        configure?.Invoke(builder.Services);
        builder.Services.TryAddSingleton<IDashboardSource>(new ScriptedDashboardSource());
        builder.Services.AddSingleton<IImageCluster>(cluster).AddSingleton<IKeySource>(keys).AddSingleton<IImageJobs>(jobs).AddGateway(limits, new(IPAddress.Loopback, "some-model"));
        var app = builder.Build();
        if (from is not null)
        {
            app.Use((context, next) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse(from);
                return next(context);
            });
        }

        app.UseGateway();
        app.MapGateway();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, cluster, keys) { Jobs = jobs };
    }

    /// <summary>Asks for images with a body of JSON.</summary>
    public Task<HttpResponseMessage> PostAsync(string json, string? key = null, string? apiKey = null, string path = "/v1/images/generations")
    {
        var message = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        if (key is not null)
            message.Headers.Add("Idempotency-Key", key);
        if (apiKey is not null)
            message.Headers.Add("Authorization", $"Bearer {apiKey}");
        return Http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <summary>The requests that reached the cluster, by id.</summary>
    public Contracts.Generation.GenerationRequest[] Asked() =>
        [.. Cluster.Asked.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => item.Value)];

    /// <summary>Stops the host while requests are under way.</summary>
    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}

/// <summary>What replies say.</summary>
internal static class Replies
{
    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;

    /// <summary>The error of a refusal, after a check of its shape.</summary>
    public static async Task<JsonNode> ErrorAsync(this HttpResponseMessage response)
    {
        var error = (await response.JsonAsync())["error"]!.AsObject();
        foreach (var key in (string[])["message", "type", "param", "code"])
            Assert.True(error.ContainsKey(key), $"The error has no {key}: {error}");
        return error;
    }

    /// <summary>The events of a stream: name and data, and comments under the name that is empty.</summary>
    public static async Task<List<(string Name, JsonNode Data)>> EventsAsync(this HttpResponseMessage response)
    {
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var events = new List<(string, JsonNode)>();
        await foreach (var item in System.Net.ServerSentEvents.SseParser.Create(body).EnumerateAsync(TestContext.Current.CancellationToken))
            events.Add((item.EventType, JsonSerializer.Deserialize<JsonNode>(item.Data)!));
        return events;
    }
}
