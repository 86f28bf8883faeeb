using System.Net;
using System.Text.Json.Nodes;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Jobs;
using EdgeAigc.Gateway.Callers;

namespace EdgeAigc.Gateway.Tests.Jobs;

public sealed class JobsTests
{
    private const string Path = "/v1/images/jobs";

    [Fact]
    public async Task Submit_Taken_Is202AndTellsWhereToAsk()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Jobs.Status = new() { QueuePosition = 3, CreatedAt = DateTimeOffset.UnixEpoch.AddSeconds(7) };

        var response = await host.PostAsync("""{"prompt":"sun","n":2,"seed":5}""", path: Path);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        var job = await response.JsonAsync();
        var (id, order) = Assert.Single(host.Jobs.Orders);
        Assert.Equal($"{Path}/{id}", response.Headers.Location!.ToString());
        Assert.Equal((id, "image.generation.job", "queued", 3, 7L), (job["id"]!.GetValue<string>(), job["object"]!.GetValue<string>(), job["status"]!.GetValue<string>(),
            job["queue_position"]!.GetValue<int>(), job["created_at"]!.GetValue<long>()));
        Assert.Equal([5, 6], order.Requests.Select(item => item.Request.Seed));
        Assert.Empty(host.Cluster.Asked);
    }

    [Theory]
    [InlineData("""{"prompt":"sun","stream":true}""", 400, "stream")]
    [InlineData("""{"prompt":""}""", 400, "prompt")]
    public async Task Submit_Wrong_IsRefused(string body, int status, string field)
    {
        await using var host = await GatewayHost.StartAsync();

        var response = await host.PostAsync(body, path: Path);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(field, (await response.ErrorAsync())["param"]!.GetValue<string>());
        Assert.Empty(host.Jobs.Orders);
    }

    [Fact]
    public async Task Submit_NodesRefuse_HasTheirStatusAndCostsNothing()
    {
        await using var host = await GatewayHost.StartAsync();
        var key = host.Keys.Add(key => key with { Quota = new(5, null) });
        host.Jobs.Status = new() { State = ImageJobState.Failed, Failure = new(FailureCodes.QueueFull, null, "Full.", true), EndedAt = DateTimeOffset.UnixEpoch };

        var response = await host.PostAsync("""{"prompt":"sun"}""", apiKey: key, path: Path);

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(0, Assert.Single(host.Keys.Settled).Value);
    }

    [Fact]
    public async Task Get_Completed_HasTheImagesAsTheyWereAskedFor()
    {
        await using var host = await GatewayHost.StartAsync();
        var (_, files) = await SubmitAsync(host, """{"prompt":"sun","quality":"hd"}""");
        var (_, links) = await SubmitAsync(host, """{"prompt":"sun","response_format":"url"}""");

        var file = files["result"]!;
        Assert.Equal(("completed", "hd", 100.0), (files["status"]!.GetValue<string>(), file["quality"]!.GetValue<string>(), files["progress"]!.GetValue<double>()));
        Assert.Equal(ScriptedCluster.Picture, Convert.FromBase64String(file["data"]![0]!["b64_json"]!.GetValue<string>()));
        var link = links["result"]!["data"]![0]!;
        Assert.False(link.AsObject().ContainsKey("b64_json"));
        var url = link["url"]!.GetValue<string>();
        Assert.StartsWith($"{host.Http.BaseAddress}v1/images/results/", url, StringComparison.Ordinal);
        Assert.Equal(ScriptedCluster.Picture, await host.Http.GetByteArrayAsync(url, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Get_ImagesGone_Is410()
    {
        await using var host = await GatewayHost.StartAsync();
        var (id, _) = await SubmitAsync(host, """{"prompt":"sun"}""");
        host.Jobs.Kept.Clear();

        await AssertRefusedAsync(await host.Http.GetAsync($"{Path}/{id}", TestContext.Current.CancellationToken), HttpStatusCode.Gone, "job_expired");
    }

    [Theory]
    [InlineData("job_0123456789abcdef0123456789abcdef", 410, "job_expired")]
    [InlineData("job_0123456789ABCDEF0123456789ABCDEF", 404, "job_not_found")]
    [InlineData("job_", 404, "job_not_found")]
    [InlineData("x", 404, "job_not_found")]
    public async Task GetAndCancel_Unknown_AreRefused(string id, int status, string code)
    {
        await using var host = await GatewayHost.StartAsync();

        await AssertRefusedAsync(await host.Http.GetAsync($"{Path}/{id}", TestContext.Current.CancellationToken), (HttpStatusCode)status, code);
        await AssertRefusedAsync(await host.Http.PostAsync($"{Path}/{id}/cancel", null, TestContext.Current.CancellationToken), (HttpStatusCode)status, code);
    }

    [Fact]
    public async Task GetAndCancel_AnotherTenants_AreAsIfItWereNot()
    {
        await using var host = await GatewayHost.StartAsync(new() { Keys = KeyRequirement.Required });
        var (alice, bob) = (host.Keys.Add(), host.Keys.Add(key => key with { Tenant = "bob" }));
        await host.PostAsync("""{"prompt":"sun"}""", apiKey: alice, path: Path);
        var id = host.Jobs.Orders.Single().Key;

        await AssertRefusedAsync(await host.PostAsync("", apiKey: bob, path: $"{Path}/{id}/cancel"), HttpStatusCode.Gone, "job_expired");
        var cancelled = await host.PostAsync("", apiKey: alice, path: $"{Path}/{id}/cancel");

        Assert.Equal("cancelled", (await cancelled.JsonAsync())["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Submit_SameIdempotencyKey_IsTheSameJobOfThisTenantOnly()
    {
        await using var host = await GatewayHost.StartAsync();
        var key = host.Keys.Add();

        foreach (var apiKey in (string?[])[null, null, key])
            await host.PostAsync("""{"prompt":"sun"}""", "order-1", apiKey, Path);

        Assert.Equal(2, host.Jobs.Orders.Count);
    }

    [Fact]
    public async Task Post_Url_IsKeptAndNeedsNoKey()
    {
        await using var host = await GatewayHost.StartAsync(new() { Keys = KeyRequirement.Required, PublicUrl = "https://images.example.org/" });
        var key = host.Keys.Add();

        var response = await host.PostAsync("""{"prompt":"sun","response_format":"url"}""", apiKey: key);

        var url = new Uri((await response.JsonAsync())["data"]![0]!["url"]!.GetValue<string>());
        Assert.Equal("images.example.org", url.Host);
        var file = await host.Http.GetAsync(url.AbsolutePath, TestContext.Current.CancellationToken);
        Assert.Equal(("image/png", true), (file.Content.Headers.ContentType!.MediaType, file.Headers.CacheControl!.Private));
        Assert.Equal(ScriptedCluster.Picture, await file.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        host.Jobs.Kept.Clear();
        await AssertRefusedAsync(await host.Http.GetAsync(url.AbsolutePath, TestContext.Current.CancellationToken), HttpStatusCode.Gone, "result_expired");
        await AssertRefusedAsync(await host.Http.GetAsync("/v1/images/results/x", TestContext.Current.CancellationToken), HttpStatusCode.NotFound, "result_not_found");
        host.Jobs.MaxBytes = 1;
        await AssertRefusedAsync(await host.PostAsync("""{"prompt":"sun","response_format":"url"}""", apiKey: key), HttpStatusCode.ServiceUnavailable, "result_too_large");
    }

    [Fact]
    public async Task Result_PartOfItMayGoOut_IsSentBeforeTheRest()
    {
        await using var host = await GatewayHost.StartAsync();
        var rest = new TaskCompletionSource();
        host.Jobs.SecondHalf = rest.Task;
        var id = (await host.Jobs.KeepAsync(ScriptedCluster.Picture, "image/webp"))!;

        var response = await host.Http.GetAsync($"/v1/images/results/{id}", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal((ScriptedCluster.Picture.Length, "image/webp"), (response.Content.Headers.ContentLength, response.Content.Headers.ContentType!.MediaType));
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var half = new byte[ScriptedCluster.Picture.Length / 2];
        await body.ReadExactlyAsync(half, TestContext.Current.CancellationToken);
        var next = body.ReadAsync(new byte[1], TestContext.Current.CancellationToken);
        Assert.False(next.IsCompleted);
        rest.SetResult();

        Assert.Equal(ScriptedCluster.Picture[..half.Length], half);
        Assert.Equal(1, await next);
    }

    private static async Task<(string Id, JsonNode Job)> SubmitAsync(GatewayHost host, string body)
    {
        var result = (await host.Jobs.KeepAsync(ScriptedCluster.Picture, "image/png"))!;
        host.Jobs.Status = new();
        var id = (await (await host.PostAsync(body, path: Path)).JsonAsync())["id"]!.GetValue<string>();
        host.Jobs.Status = host.Jobs.Status with
        {
            State = ImageJobState.Completed,
            Progress = 1,
            EndedAt = DateTimeOffset.UnixEpoch,
            Results = [new(result, ScriptedCluster.Completed(host.Jobs.Orders[id].Requests[0].Request, 4) with { Image = [] })],
        };
        return (id, await (await host.Http.GetAsync($"{Path}/{id}", TestContext.Current.CancellationToken)).JsonAsync());
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(code, (await response.ErrorAsync())["code"]!.GetValue<string>());
    }
}
