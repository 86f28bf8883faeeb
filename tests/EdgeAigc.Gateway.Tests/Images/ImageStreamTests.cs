using System.Net;
using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Gateway.Tests.Images;

public sealed class ImageStreamTests
{
    [Theory]
    [InlineData(8, 0, new int[0])]
    [InlineData(8, 1, new[] { 4 })]
    [InlineData(8, 3, new[] { 2, 4, 6 })]
    [InlineData(9, 3, new[] { 2, 4, 6 })]
    [InlineData(2, 3, new[] { 1 })]
    [InlineData(1, 3, new int[0])]
    public async Task Stream_PartialImages_AreSpreadOverTheStepsAndNeverTheLast(int steps, int partialImages, int[] expected)
    {
        await using var host = await GatewayHost.StartAsync();

        var response = await host.PostAsync($$"""{"prompt":"sun","stream":true,"partial_images":{{partialImages}},"steps":{{steps}},"seed":3}""");

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        var events = await response.EventsAsync();
        Assert.All(events, item => Assert.Equal(item.Name, item.Data["type"]!.GetValue<string>()));
        var partial = events[..^1];
        Assert.All(partial, item => Assert.Equal("image_generation.partial_image", item.Name));
        Assert.Equal(expected, partial.Select(item => (int)Assert.Single(Convert.FromBase64String(item.Data["b64_json"]!.GetValue<string>()))));
        Assert.Equal(Enumerable.Range(0, expected.Length), partial.Select(item => item.Data["partial_image_index"]!.GetValue<int>()));
        var (name, completed) = events[^1];
        Assert.Equal("image_generation.completed", name);
        Assert.Equal(ScriptedCluster.Picture, Convert.FromBase64String(completed["b64_json"]!.GetValue<string>()));
        Assert.Equal((steps, 3L), (completed["edgeaigc"]!["steps"]!.GetValue<int>(), completed["edgeaigc"]!["seed"]!.GetValue<long>()));
    }

    [Fact]
    public async Task Stream_StepsLeftToTheNode_TakesPartialImagesEverySoManySteps()
    {
        await using var host = await GatewayHost.StartAsync(new() { PartialImageSteps = 3 });

        await host.PostAsync("""{"prompt":"sun","stream":true,"partial_images":2}""");
        await host.PostAsync("""{"prompt":"sun","partial_images":2}""");

        Assert.Equal([null, 3], host.Asked().Select(request => request.PreviewEvery).Order());
    }

    [Fact]
    public async Task Stream_RefusedAtOnce_HasItsHttpStatus()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Cluster.Script = _ => [new GenerationFailed(FailureCodes.QueueFull, null, "Full.", true)];

        var response = await host.PostAsync("""{"prompt":"sun","stream":true}""");

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("queue_full", (await response.ErrorAsync())["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Stream_FailsOnTheWay_EndsWithAnErrorEvent()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Cluster.Script = _ =>
        [
            new GenerationQueued("m", 3),
            new GenerationAccepted("m", "n"),
            new GenerationFailed(FailureCodes.InferenceFailed, null, "Not a number.", false),
        ];

        var response = await host.PostAsync("""{"prompt":"sun","stream":true}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var (name, data) = Assert.Single(await response.EventsAsync());
        Assert.Equal(("error", "inference_failed", "server_error"),
            (name, data["error"]!["code"]!.GetValue<string>(), data["error"]!["type"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Stream_ThrowsOnTheWay_EndsWithAnErrorEvent()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Cluster.Script = Break;

        var response = await host.PostAsync("""{"prompt":"sun","stream":true}""");

        var (_, data) = Assert.Single(await response.EventsAsync());
        Assert.Equal("internal_error", data["error"]!["code"]!.GetValue<string>());
        Assert.DoesNotContain("secret", data.ToJsonString(), StringComparison.Ordinal);

        static IEnumerable<GenerationEvent> Break(GenerationRequest request)
        {
            yield return new GenerationAccepted("m", "n");
            throw new InvalidOperationException("secret");
        }
    }
}
