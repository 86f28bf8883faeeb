using System.Net;
using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Gateway.Tests.Errors;

public sealed class LoadingTests
{
    [Fact]
    public async Task Post_PlannedLoadTakesLong_IsToldToComeBack()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Cluster.Script = _ => [new GenerationAccepted("m", "n"), new ModelLoading("m") { Node = "n", Expected = TimeSpan.FromSeconds(90), IsPlanned = true }];

        var response = await host.PostAsync("""{"prompt":"sun"}""");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 60, 90);
        var error = await response.ErrorAsync();
        Assert.Equal("model_loading", error["code"]!.GetValue<string>());
        var loading = error["loading"]!;
        Assert.Equal(("m", "n", "loading"), (loading["model"]!.GetValue<string>(), loading["node"]!.GetValue<string>(), loading["state"]!.GetValue<string>()));
        Assert.InRange(loading["eta_seconds"]!.GetValue<double>(), 60, 90);
        Assert.InRange(loading["progress"]!.GetValue<double>(), 0, 0.4);
    }

    [Theory]
    [InlineData(90, false)]
    [InlineData(5, true)]
    [InlineData(null, true)]
    public async Task Post_LoadThatNeedsTheRequestOrIsShort_IsWaitedFor(int? seconds, bool isPlanned)
    {
        await using var host = await GatewayHost.StartAsync();
        TimeSpan? expected = seconds is { } known ? TimeSpan.FromSeconds(known) : null;
        host.Cluster.Script = request => [new ModelLoading("m") { Expected = expected, IsPlanned = isPlanned }, .. ScriptedCluster.Succeed(request)];

        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync("""{"prompt":"sun"}""")).StatusCode);
    }

    [Fact]
    public async Task Post_FailsWhileItLoads_TellsTheLoadWhenItMayBeAskedAgain()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Cluster.Script = _ => [new ModelLoading("m"), new GenerationFailed(FailureCodes.NodeUnavailable, null, "Lost.", true)];
        var lost = await (await host.PostAsync("""{"prompt":"sun"}""")).ErrorAsync();
        host.Cluster.Script = _ => [new ModelLoading("m"), new GenerationFailed(FailureCodes.ModelUnusable, null, "Broken.", false)];
        var broken = await (await host.PostAsync("""{"prompt":"sun"}""")).ErrorAsync();

        Assert.Null(lost["loading"]!["eta_seconds"]);
        Assert.Null(lost["loading"]!["node"]);
        Assert.False(broken.AsObject().ContainsKey("loading"));
    }

    [Fact]
    public async Task Stream_ModelLoads_IsKeptOpenByAComment()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Cluster.Script = request => [new ModelLoading("m") { Expected = TimeSpan.FromSeconds(90), IsPlanned = true }, .. ScriptedCluster.Succeed(request)];

        var text = await (await host.PostAsync("""{"prompt":"sun","stream":true}""")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith(": loading, about 90 s\n\n", text, StringComparison.Ordinal);
        Assert.Contains("event: image_generation.completed", text, StringComparison.Ordinal);
    }
}
