using System.Net;
using System.Text.Json.Nodes;
using EdgeAigc.Contracts.Nodes;

namespace EdgeAigc.Gateway.Tests.Models;

public sealed class ModelsTests
{
    private static readonly ModelDescription Small = new("small", "StableDiffusionPipeline", "DDIMScheduler", 64, 64, 20, 1000, 2, 1000);
    private static readonly ModelDescription Large = Small with { Name = "large", Width = 1024 };

    [Fact]
    public async Task List_SeveralNodes_NamesEachModelOnceWithItsNodes()
    {
        await using var host = await StartAsync();

        var reply = (await (await host.Http.GetAsync("/v1/models", TestContext.Current.CancellationToken)).JsonAsync()).AsObject();

        Assert.Equal("list", reply["object"]!.GetValue<string>());
        var models = reply["data"]!.AsArray();
        Assert.Equal(["large", "small"], models.Select(model => model!["id"]!.GetValue<string>()));
        Assert.Equal(["a", "b"], Names(models[1]!["edgeaigc"]!["nodes"]!));
        Assert.Equal(["b"], Names(models[1]!["edgeaigc"]!["resident_on"]!));
    }

    [Fact]
    public async Task Get_ByName_DescribesTheModelOrRefuses()
    {
        await using var host = await StartAsync();

        var model = await (await host.Http.GetAsync("/v1/models/large", TestContext.Current.CancellationToken)).JsonAsync();
        var missing = await host.Http.GetAsync("/v1/models/none", TestContext.Current.CancellationToken);

        Assert.Equal(("large", "model", "edgeaigc", 1024),
            (model["id"]!.GetValue<string>(), model["object"]!.GetValue<string>(), model["owned_by"]!.GetValue<string>(), model["edgeaigc"]!["width"]!.GetValue<int>()));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal("model_not_found", (await missing.ErrorAsync())["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task OpenApi_Document_DescribesEveryPathAndField()
    {
        await using var host = await StartAsync();

        var document = await (await host.Http.GetAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).JsonAsync();

        Assert.Equal(
            ["/v1/images/generations", "/v1/images/jobs", "/v1/images/jobs/{id}", "/v1/images/jobs/{id}/cancel", "/v1/images/results/{id}", "/v1/models", "/v1/models/{id}"], document["paths"]!.AsObject().Select(path => path.Key).Order(StringComparer.Ordinal));
        var operation = document["paths"]!["/v1/images/generations"]!["post"]!;
        var body = operation["requestBody"]!["content"]!["application/json"]!["schema"]!;
        if (body["$ref"] is { } reference)
            body = document["components"]!["schemas"]![reference.GetValue<string>().Split('/')[^1]]!;
        foreach (var field in (string[])["prompt", "output_compression", "partial_images", "deadline_ms", "num_inference_steps"])
            Assert.True(body["properties"]!.AsObject().ContainsKey(field), $"The document does not describe {field}.");
        Assert.Equal(["prompt"], Names(body["required"]!));
        Assert.Contains("429", operation["responses"]!.AsObject().Select(response => response.Key));
        Assert.DoesNotContain("any_steps", document.ToJsonString(), StringComparison.Ordinal);
    }

    private static async Task<GatewayHost> StartAsync()
    {
        var host = await GatewayHost.StartAsync();
        host.Cluster.Nodes =
        [
            new() { Name = "a", Models = [Small] },
            new() { Name = "b", Models = [Small, Large], ResidentModels = [new("small", 5)] },
            new() { Name = "c", Reachable = false },
        ];
        return host;
    }

    private static IEnumerable<string> Names(JsonNode names) => names.AsArray().Select(name => name!.GetValue<string>());
}
