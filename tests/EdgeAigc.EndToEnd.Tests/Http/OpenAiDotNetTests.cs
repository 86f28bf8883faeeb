using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using OpenAI;
using OpenAI.Images;
using OpenAI.Models;

namespace EdgeAigc.EndToEnd.Tests.Http;

/// <summary>The official OpenAI .NET package, unmodified, against a node.</summary>
public sealed class OpenAiDotNetTests
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G'];

    [Fact]
    public async Task ImageClient_BundledModel_MakesImagesAndHearsRefusals()
    {
        await using var node = await Node.StartAsync();
        var (images, models) = Connect(node, "noto-emoji");

        var one = await images.GenerateImageAsync("red heart", cancellationToken: TestContext.Current.CancellationToken);
        var two = await images.GenerateImagesAsync(
            "sun",
            2,
            new()
            {
                Size = new GeneratedImageSize(128, 128),
                Quality = new GeneratedImageQuality("low"),
                ResponseFormat = GeneratedImageFormat.Bytes,
                EndUserId = "alice",
            },
            TestContext.Current.CancellationToken);
        var listed = await models.GetModelsAsync(TestContext.Current.CancellationToken);
        var unknown = await Assert.ThrowsAsync<ClientResultException>(
            () => Connect(node, "no-such").Images.GenerateImageAsync("sun", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(Png, one.Value.ImageBytes.ToArray()[..4]);
        Assert.Equal(2, two.Value.Count);
        Assert.All(two.Value, image => Assert.Equal(Png, image.ImageBytes.ToArray()[..4]));
        Assert.NotEqual(two.Value[0].ImageBytes.ToArray(), two.Value[1].ImageBytes.ToArray());
        Assert.True(two.GetRawResponse().Headers.TryGetValue("X-EdgeAigc-Node", out var nodes));
        Assert.Equal("node-0, node-0", nodes);
        Assert.Contains("noto-emoji", listed.Value.Select(model => model.Id));
        Assert.Equal(404, unknown.Status);
        Assert.Contains("model_not_found", unknown.Message, StringComparison.Ordinal);
    }

    // The package has no typed call for streams of images, and hands them out by its protocol method.
    [Fact]
    public async Task ImageClient_ProtocolStream_TellsPartialImagesAndTheFinishedOne()
    {
        await using var node = await Node.StartAsync();
        using var body = BinaryContent.Create(BinaryData.FromString(
            """{"prompt":"red heart","stream":true,"partial_images":2,"steps":9,"seed":1}"""));

        var result = await Connect(node, "noto-emoji").Images.GenerateImagesAsync(body, new RequestOptions { BufferResponse = false });

        var events = new List<(string Name, JsonNode Data)>();
        await foreach (var item in SseParser.Create(result.GetRawResponse().ContentStream!).EnumerateAsync(TestContext.Current.CancellationToken))
            events.Add((item.EventType, JsonNode.Parse(item.Data)!));
        Assert.Equal(
            ["image_generation.partial_image", "image_generation.partial_image", "image_generation.completed"], events.Select(item => item.Name));
        var files = events.Select(item => Convert.FromBase64String(item.Data["b64_json"]!.GetValue<string>())).ToArray();
        Assert.All(files, file => Assert.Equal(Png, file[..4]));
        Assert.Equal(3, files.Select(Convert.ToBase64String).Distinct().Count());
        Assert.Equal(9, events[^1].Data["edgeaigc"]!["steps"]!.GetValue<int>());
    }

    private static (ImageClient Images, OpenAIModelClient Models) Connect(Node node, string model)
    {
        var options = new OpenAIClientOptions { Endpoint = new($"http://127.0.0.1:{node.HttpPort}/v1") };
        var key = new ApiKeyCredential("none");
        return (new(model, key, options), new(key, options));
    }
}
