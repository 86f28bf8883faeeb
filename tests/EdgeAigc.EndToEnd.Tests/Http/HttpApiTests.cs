using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace EdgeAigc.EndToEnd.Tests.Http;

public sealed class HttpApiTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edgeaigc-http");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Post_SameSeedAsTheClient_GivesTheSameFile()
    {
        await using var node = await Node.StartAsync();
        var file = Path.Combine(_folder.FullName, "heart.png");
        await node.ClientAsync("generate", "red heart", "--seed", "1", "--steps", "20", "--out", file);

        var response = await PostAsync(node, """{"prompt":"red heart","seed":1,"steps":20}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), await ImageAsync(response));
        Assert.Equal("20", Assert.Single(response.Headers.GetValues("X-EdgeAigc-Steps")));
    }

    [Fact]
    public async Task Post_IdempotencyKey_GivesTheSameResultAndRefusesAnotherRequest()
    {
        await using var node = await Node.StartAsync();

        var first = await PostAsync(node, """{"prompt":"sun"}""", "order-1");
        var again = await PostAsync(node, """{"prompt":"sun"}""", "order-1");
        var other = await PostAsync(node, """{"prompt":"rain"}""", "order-1");

        Assert.Equal(await ImageAsync(first), await ImageAsync(again));
        // Not made again: the time that it took is that of the first one.
        Assert.Equal(first.Headers.GetValues("X-EdgeAigc-Actual-Ms"), again.Headers.GetValues("X-EdgeAigc-Actual-Ms"));
        Assert.False(first.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal("true", Assert.Single(again.Headers.GetValues("Idempotent-Replayed")));
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
    }

    [Fact]
    public async Task Post_ValuesThatOnlyTheNodeKnows_AreRefusedByField()
    {
        await using var node = await Node.StartAsync();

        var refusals = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["steps"] = """{"prompt":"sun","steps":1001}""",
            ["size"] = """{"prompt":"sun","size":"64x128"}""",
            ["width"] = """{"prompt":"sun","width":72}""",
            ["guidance_scale"] = """{"prompt":"sun","guidance_scale":-1}""",
            ["weight"] = """{"prompt":"sun","weight":0}""",
            ["min_quality"] = """{"prompt":"sun","min_quality":2}""",
        };
        foreach (var (field, body) in refusals)
        {
            var response = await PostAsync(node, body);
            var error = (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!["error"]!;
            Assert.Equal((HttpStatusCode.BadRequest, field), (response.StatusCode, error["param"]!.GetValue<string>()));
        }
    }

    [Fact]
    public async Task Sigterm_RequestUnderWay_IsToldAndTheNodeEndsCleanly()
    {
        await using var node = await Node.StartAsync(models: LongModel.Write(_folder, steps: 100_000));
        using var client = Connect(node);
        using var message = Message("""{"prompt":"red heart","steps":100000,"stream":true}""");
        using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        node.Program.Signal(RunningProgram.Terminate);

        var events = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("node_unavailable", events, StringComparison.Ordinal);
        Assert.Equal(0, await node.Program.WaitForExitAsync());
    }

    private static async Task<HttpResponseMessage> PostAsync(Node node, string json, string? key = null)
    {
        using var client = Connect(node);
        using var message = Message(json);
        if (key is not null)
            message.Headers.Add("Idempotency-Key", key);
        return await client.SendAsync(message, TestContext.Current.CancellationToken);
    }

    private static HttpClient Connect(Node node) => new() { BaseAddress = new($"http://127.0.0.1:{node.HttpPort}") };

    private static HttpRequestMessage Message(string json) =>
        new(HttpMethod.Post, "/v1/images/generations") { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    private static async Task<byte[]> ImageAsync(HttpResponseMessage response)
    {
        var reply = await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken);
        return Convert.FromBase64String(reply!["data"]![0]!["b64_json"]!.GetValue<string>());
    }
}
