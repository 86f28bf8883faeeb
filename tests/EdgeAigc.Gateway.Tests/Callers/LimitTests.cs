using System.Net;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Keys;
using EdgeAigc.Contracts.Nodes;

namespace EdgeAigc.Gateway.Tests.Callers;

public sealed class LimitTests
{
    private const string Sun = """{"prompt":"sun"}""";

    [Fact]
    public async Task Post_TooFast_Is429ForThisCallerOnly()
    {
        await using var host = await GatewayHost.StartAsync(new() { RequestsPerMinute = 2 }, from: "10.1.2.3");
        var key = host.Keys.Add();

        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync(Sun)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync(Sun)).StatusCode);
        var refused = await host.PostAsync(Sun);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("rate_limited", (await refused.ErrorAsync())["code"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync(Sun, apiKey: key)).StatusCode);
    }

    [Fact]
    public async Task Post_WrongKeysWithoutEnd_AreLimitedByAddress()
    {
        await using var host = await GatewayHost.StartAsync(new() { RequestsPerMinute = 2 }, from: "10.1.2.3");

        var statuses = new List<int>();
        for (var i = 0; i < 3; i++)
            statuses.Add((int)(await host.PostAsync(Sun, apiKey: ApiKeyText.Create().Text)).StatusCode);

        Assert.Equal([401, 401, 429], statuses);
    }

    [Theory]
    [InlineData(1, 4096, "10.1.2.3", HttpStatusCode.TooManyRequests)]
    [InlineData(1, 4096, null, HttpStatusCode.OK)]
    [InlineData(0, 4096, "10.1.2.3", HttpStatusCode.OK)]
    [InlineData(0, 1, null, HttpStatusCode.TooManyRequests)]
    public async Task Post_TooManyOpen_IsRefusedUntilOneEnds(int perCaller, int all, string? from, HttpStatusCode expected)
    {
        await using var host = await GatewayHost.StartAsync(new() { MaxOpenRequestsPerCaller = perCaller, MaxOpenRequests = all }, from);
        host.Cluster.Script = request => request.Prompt == "sun" ? ScriptedCluster.Succeed(request) : [new GenerationAccepted("m", "n")];
        var open = await host.PostAsync("""{"prompt":"for ever","stream":true}""");

        var second = await host.PostAsync(Sun);
        Assert.Equal(expected, second.StatusCode);
        if (expected == HttpStatusCode.TooManyRequests)
            Assert.Equal(("too_many_open_requests", 1.0), ((await second.ErrorAsync())["code"]!.GetValue<string>(), second.Headers.RetryAfter!.Delta!.Value.TotalSeconds));

        open.Dispose();
        await host.Cluster.Left.Task;
        HttpResponseMessage third;
        do
            third = await host.PostAsync(Sun);
        while (third.StatusCode != HttpStatusCode.OK);
    }

    [Fact]
    public async Task Post_Quota_IsReservedByExpectedAndSettledByMadeWork()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Cluster.Nodes = [new() { Name = "a", Models = [new ModelDescription("some-model", "P", "S", 500, 200, 20, 1000, 2, 1000)] }];
        var key = host.Keys.Add(key => key with { Quota = new(5, 100) });
        host.Keys.Quota = new(TimeSpan.Zero, [new(TimeSpan.FromMinutes(1), 5, 1.5, TimeSpan.FromSeconds(42)), new(TimeSpan.FromDays(1), 100, 90, TimeSpan.FromHours(1))]);

        var response = await host.PostAsync("""{"prompt":"sun","n":2}""", apiKey: key);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("\"minute\";q=5000000;w=60;qu=\"pixel-steps\", \"day\";q=100000000;w=86400;qu=\"pixel-steps\"", string.Join(", ", response.Headers.GetValues("RateLimit-Policy")));
        Assert.Equal("\"minute\";r=1500000;t=42, \"day\";r=90000000;t=3600", string.Join(", ", response.Headers.GetValues("RateLimit")));
        // Two images of 500 × 200 pixels with the model's 20 steps; made were 4 steps on 64 × 32 pixels.
        Assert.Equal(4.0, Assert.Single(host.Keys.Reserved).Value, 9);
        await host.Keys.IsSettled.Task;
        Assert.Equal(2 * 4 * 64 * 32 / 1e6, Assert.Single(host.Keys.Settled).Value, 9);
    }

    [Theory]
    [InlineData(90, "quota_exceeded", 90)]
    [InlineData(null, "quota_too_small", null)]
    public async Task Post_QuotaRefuses_Is429AndAsksNobody(int? wait, string code, int? retryAfter)
    {
        await using var host = await GatewayHost.StartAsync();
        var key = host.Keys.Add(key => key with { Quota = new(5, null) });
        host.Keys.Quota = new(wait is { } seconds ? TimeSpan.FromSeconds(seconds) : null, [new(TimeSpan.FromMinutes(1), 5, 0, TimeSpan.FromSeconds(60))]);

        var response = await host.PostAsync(Sun, apiKey: key);

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(retryAfter, response.Headers.RetryAfter?.Delta is { } delta ? (int)delta.TotalSeconds : null);
        Assert.Equal("\"minute\";r=0;t=60", Assert.Single(response.Headers.GetValues("RateLimit")));
        Assert.Equal(code, (await response.ErrorAsync())["code"]!.GetValue<string>());
        Assert.Empty(host.Cluster.Asked);
    }

    [Fact]
    public async Task Post_ClientGoesAway_IsChargedForWhatWasMade()
    {
        await using var host = await GatewayHost.StartAsync();
        var key = host.Keys.Add(key => key with { Quota = new(5, null) });
        host.Cluster.Script = _ => [new GenerationAccepted("m", "n"), new DenoisingStarted("CPU", 8, 1, 1000, 500), new DenoisingStep(3, 8)];
        var response = await host.PostAsync("""{"prompt":"sun","stream":true}""", apiKey: key);
        await host.Cluster.Waiting.Task;

        response.Dispose();

        await host.Keys.IsSettled.Task;
        Assert.Equal(1.5, Assert.Single(host.Keys.Settled).Value, 9);
    }
}
