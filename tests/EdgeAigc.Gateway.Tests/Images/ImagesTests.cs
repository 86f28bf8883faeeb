using System.Net;
using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Gateway.Tests.Images;

public sealed class ImagesTests
{
    [Fact]
    public async Task Post_PromptAlone_RepliesWithOneImageAndHowItCameAbout()
    {
        await using var host = await GatewayHost.StartAsync();

        var response = await host.PostAsync("""{"prompt":"red heart","seed":5}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var reply = await response.JsonAsync();
        var image = Assert.Single(reply["data"]!.AsArray())!;
        Assert.Equal(ScriptedCluster.Picture, Convert.FromBase64String(image["b64_json"]!.GetValue<string>()));
        Assert.Equal("64x32", reply["size"]!.GetValue<string>());
        Assert.True(reply["created"]!.GetValue<long>() > 1_700_000_000);
        var told = ((string[])["Steps", "Model", "Node", "Seed", "Promised-Ms", "Actual-Ms", "Quality"])
            .Select(name => Assert.Single(response.Headers.GetValues($"X-EdgeAigc-{name}")));
        Assert.Equal(["4", "some-model", "node-7", "5", "50", "40", "0.8125"], told);
        Assert.Equal(40, image["edgeaigc"]!["actual_ms"]!.GetValue<double>());
    }

    [Fact]
    public async Task Post_EveryField_ReachesTheCluster()
    {
        await using var host = await GatewayHost.StartAsync();

        var response = await host.PostAsync("""
            {"prompt":"sun","model":"m","n":2,"size":"512x256","quality":"low","response_format":"b64_json","output_format":"webp",
             "output_compression":0,"user":"alice","seed":7,"num_inference_steps":12,"guidance_scale":3.5,"negative_prompt":"rain",
             "width":64,"height":32,"deadline_ms":1500.5,"min_quality":0.25,"preference":0.75,"weight":2,"moderation":"low","no_such_field":[1]}
            """);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var expected = new GenerationRequest
        {
            Prompt = "sun",
            Model = "m",
            OutputWidth = 512,
            OutputHeight = 256,
            Format = ImageFormat.Webp,
            Quality = 1,
            Tenant = "alice",
            Seed = 7,
            Steps = 12,
            Guidance = 3.5,
            NegativePrompt = "rain",
            Width = 64,
            Height = 32,
            Deadline = TimeSpan.FromMilliseconds(1500.5),
            MinQuality = 0.25,
            LatencyPreference = 0.75,
            Weight = 2,
        };
        Assert.Equal([expected, expected with { Seed = 8 }], host.Asked());
        Assert.Equal("7, 8", Assert.Single(response.Headers.GetValues("X-EdgeAigc-Seed")));
        Assert.Equal(2, (await response.JsonAsync())["data"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("", null, null)]
    [InlineData(""","quality":"auto","size":"auto" """, null, null)]
    [InlineData(""","quality":"low" """, 0.5, null)]
    [InlineData(""","quality":"medium" """, 0.1, 0.5)]
    [InlineData(""","quality":"standard" """, 0.1, 0.5)]
    [InlineData(""","quality":"high" """, 0.01, 0.9)]
    [InlineData(""","quality":"hd" """, 0.01, 0.9)]
    [InlineData(""","quality":"hd","steps":3 """, 0.01, null)]
    [InlineData(""","quality":"hd","preference":1,"min_quality":0.1 """, 1.0, 0.1)]
    public async Task Post_Quality_BecomesPreferenceAndLowestQuality(string fields, double? preference, double? minQuality)
    {
        await using var host = await GatewayHost.StartAsync();

        var response = await host.PostAsync($$"""{"prompt":"sun"{{fields}}}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var request = Assert.Single(host.Asked());
        Assert.Equal((preference, minQuality), (request.LatencyPreference, request.MinQuality));
        Assert.Null(request.OutputWidth);
    }

    [Fact]
    public async Task Post_SameIdempotencyKey_IsTheSameRequestForTheSameUserOnly()
    {
        await using var host = await GatewayHost.StartAsync();

        foreach (var body in (string[])["""{"prompt":"sun"}""", """{"prompt":"sun"}""", """{"prompt":"sun","user":"alice"}"""])
            Assert.Equal(HttpStatusCode.OK, (await host.PostAsync(body, "order-1")).StatusCode);
        Assert.Equal(2, host.Cluster.Asked.Count);

        await host.PostAsync("""{"prompt":"sun"}""");
        await host.PostAsync("""{"prompt":"sun"}""");
        Assert.Equal(4, host.Cluster.Asked.Count);
        Assert.Equal(4, host.Asked().Select(request => request.Seed).Distinct().Count());
    }

    [Theory]
    [InlineData(1, 0, false, false)]
    [InlineData(1, 1, false, true)]
    [InlineData(2, 1, false, false)]
    [InlineData(2, 2, false, true)]
    [InlineData(1, 0, true, false)]
    [InlineData(1, 1, true, true)]
    public async Task Post_SentBefore_IsSaidWhereItHoldsForAllImages(int images, int joined, bool stream, bool isSaid)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Cluster.Script = request => [.. request.Seed < joined ? [new GenerationJoined()] : Array.Empty<GenerationEvent>(), .. ScriptedCluster.Succeed(request)];

        var response = await host.PostAsync($$"""{"prompt":"sun","seed":0,"n":{{images}},"stream":{{(stream ? "true" : "false")}}}""", "order-1");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(isSaid ? ["true"] : [], response.Headers.TryGetValues("Idempotent-Replayed", out var values) ? values : []);
    }

    [Fact]
    public async Task Post_OneOfSeveralFails_TellsTheCauseAndCancelsTheOthers()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Cluster.Script = request => request.Seed == 1
            ? [new GenerationFailed(FailureCodes.Outbid, null, "Others pay more.", true)]
            : [new GenerationAccepted("m", "n")];

        var response = await host.PostAsync("""{"prompt":"sun","n":3,"seed":0}""");

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("outbid", (await response.ErrorAsync())["code"]!.GetValue<string>());
        await host.Cluster.Left.Task;
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task Post_ClientGoesAway_CancelsItsWork(string stream)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Cluster.Script = _ => [new GenerationAccepted("m", "n")];
        using var client = new CancellationTokenSource();

        var pending = host.Http.PostAsync(
            "/v1/images/generations", new StringContent($$"""{"prompt":"sun","stream":{{stream}}}""", null, "application/json"), client.Token);
        await host.Cluster.Waiting.Task;
        await client.CancelAsync();

        await host.Cluster.Left.Task;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
    }

    [Fact]
    public async Task Post_NodeStops_IsToldToAskAnother()
    {
        await using var host = await GatewayHost.StartAsync(new() { DrainSeconds = 0 });
        host.Cluster.Script = _ => [];
        var pending = host.PostAsync("""{"prompt":"sun"}""");
        await host.Cluster.Waiting.Task;

        await host.StopAsync();

        var response = await pending;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("node_unavailable", (await response.ErrorAsync())["code"]!.GetValue<string>());
    }
}
