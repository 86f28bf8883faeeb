using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Gateway.Tests.Dashboard;

public sealed class DashboardStreamTests
{
    [Fact]
    public async Task Events_TellClusterPlanAndRequestsWithoutTheirPrompts()
    {
        await using var host = await DashboardHost.StartAsync();
        host.Source.Nodes = [ScriptedDashboardSource.Node("node-0", "a")];
        (await host.GenerateAsync("""{"prompt":"a secret wish","seed":1}""", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        await using var events = await ListenAsync(host.Http);

        var cluster = await NextAsync(events, "cluster");
        var requests = await NextAsync(events, "requests");

        Assert.Contains("node-0", cluster, StringComparison.Ordinal);
        var request = JsonNode.Parse(requests)!["requests"]![0]!;
        Assert.Equal(("completed", "node-7", 50.0, 40.0), (
            request["outcome"]!.GetValue<string>(), request["node"]!.GetValue<string>(), request["promised_ms"]!.GetValue<double>(), request["actual_ms"]!.GetValue<double>()));
        Assert.DoesNotContain("secret", requests, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", (await host.GetAsync("requests")).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_NodeThatStops_EndAtOnce()
    {
        await using var host = await DashboardHost.StartAsync();
        await using var events = await ListenAsync(host.Http);
        await NextAsync(events, "cluster");

        await host.StopAsync();

        while (await events.MoveNextAsync())
        {
            // Until the stream ends, properly.
        }
    }

    [Fact]
    public async Task Requests_CallerThatGoesAway_IsCancelled()
    {
        await using var host = await DashboardHost.StartAsync();
        host.Cluster.Script = _ => [new GenerationAccepted("m", "n")];
        var caller = await host.GenerateAsync("""{"prompt":"sun","stream":true}""", TestContext.Current.CancellationToken);
        await host.Cluster.Waiting.Task.WaitAsync(TestContext.Current.CancellationToken);
        await using var events = await ListenAsync(host.Http);
        Assert.Contains("\"outcome\":\"running\"", await NextAsync(events, "requests"), StringComparison.Ordinal);

        // Ends the connection, and with it the request.
        caller.Dispose();

        Assert.Contains("\"outcome\":\"cancelled\"", await NextAsync(events, "requests"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_WithProgress_TellsOffersLoadingAndSteps()
    {
        await using var host = await DashboardHost.StartAsync();
        var promise = new GenerationPromise(2, 0.75, TimeSpan.FromMilliseconds(50));
        host.Cluster.Script = request =>
        [
            new GenerationQueued("m", 3),
            new GenerationAccepted("m", "n", promise) { Offers = [new("n", promise, 0.9, 0.1), new("o", promise, 0.8, 0.2)] },
            new ModelLoading("m") { Node = "n", Expected = TimeSpan.FromSeconds(2) },
            new DenoisingStep(1, 2),
            new DenoisingStep(2, 2),
            ScriptedCluster.Completed(request, 2),
        ];

        var with = await (await host.GenerateAsync("""{"prompt":"sun","stream":true,"progress":true}""", TestContext.Current.CancellationToken)).EventsAsync();
        var without = await (await host.GenerateAsync("""{"prompt":"sun","stream":true}""", TestContext.Current.CancellationToken)).EventsAsync();

        Assert.Equal(
            ["edgeaigc.queued", "edgeaigc.accepted", "edgeaigc.loading", "edgeaigc.step", "edgeaigc.step", "image_generation.completed"], with.Select(item => item.Name));
        Assert.Equal(["n", "o"], with[1].Data["offers"]!.AsArray().Select(offer => offer!["node"]!.GetValue<string>()));
        Assert.Equal((2000.0, 2), (with[2].Data["expected_ms"]!.GetValue<double>(), with[4].Data["step"]!.GetValue<int>()));
        Assert.Equal("image_generation.completed", Assert.Single(without).Name);
    }

    private static async Task<IAsyncEnumerator<SseItem<string>>> ListenAsync(HttpClient http)
    {
        var stream = await http.GetStreamAsync("/dashboard/api/events", TestContext.Current.CancellationToken);
        return SseParser.Create(stream).EnumerateAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
    }

    // Other events may come before it.
    private static async Task<string> NextAsync(IAsyncEnumerator<SseItem<string>> events, string name)
    {
        while (await events.MoveNextAsync())
        {
            if (events.Current.EventType == name)
                return events.Current.Data;
        }

        throw new InvalidOperationException($"The stream ended without an event {name}.");
    }
}
