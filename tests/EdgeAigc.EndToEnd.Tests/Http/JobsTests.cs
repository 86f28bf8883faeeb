using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace EdgeAigc.EndToEnd.Tests.Http;

public sealed class JobsTests
{
    [Fact]
    public async Task Job_SubmittedToOneNode_IsFollowedAndFetchedThroughTheOther()
    {
        await using var first = await Node.StartAsync();
        await using var second = await Node.StartAsync("node-1", first);
        using var http = new HttpClient();

        var submitted = await http.PostAsync($"{Root(first)}/jobs", Json("""{"prompt":"red heart","seed":1,"steps":6,"response_format":"url"}"""), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, submitted.StatusCode);
        var id = (await ReadAsync(submitted))["id"]!.GetValue<string>();
        JsonNode job;
        do
            job = await ReadAsync(await http.GetAsync($"{Root(second)}/jobs/{id}", TestContext.Current.CancellationToken));
        while (job["status"]!.GetValue<string>() is "queued" or "in_progress");

        Assert.Equal("completed", job["status"]!.GetValue<string>());
        var url = job["result"]!["data"]![0]!["url"]!.GetValue<string>();
        Assert.StartsWith(Root(second), url, StringComparison.Ordinal);
        var direct = await http.PostAsync($"{Root(first)}/generations", Json("""{"prompt":"red heart","seed":1,"steps":6}"""), TestContext.Current.CancellationToken);
        Assert.Equal(
            Convert.FromBase64String((await ReadAsync(direct))["data"]![0]!["b64_json"]!.GetValue<string>()),
            await http.GetByteArrayAsync(url, TestContext.Current.CancellationToken));
    }

    private static string Root(Node node) => $"http://127.0.0.1:{node.HttpPort}/v1/images";

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
}
