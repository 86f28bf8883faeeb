using EdgeAigc.Contracts.Generation;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Grains.Cloud;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeAigc.Cluster.Tests.Cloud;

public sealed class CloudUpstreamTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // No node makes an image in a millisecond.
    private static GenerationRequest Hopeless => EdgeCluster.Request() with { Deadline = TimeSpan.FromMilliseconds(1), Width = 64, Height = 32 };

    [Fact]
    public async Task Generate_NoNodeCanAndItIsAllowed_CloudServes()
    {
        await using var endpoint = new ImagesEndpoint();
        await using var cluster = await StartAsync(endpoint);

        var events = await cluster.Generation().GenerateAsync(Hopeless with { AllowCloud = true }, Token).CollectAsync();

        var image = Assert.IsType<GenerationCompleted>(events[^1]);
        Assert.Equal(ImagesEndpoint.Image, image.Image);
        Assert.Equal(("cloud", EdgeCluster.Model, "image/png"), (image.Node, image.Model, image.ContentType));
        Assert.Contains("cloud", Assert.Single(image.Warnings), StringComparison.Ordinal);
        var asked = Assert.Single(endpoint.Requests);
        Assert.Equal(("red heart", "large-model", "64x32"), ((string)asked["prompt"]!, (string)asked["model"]!, (string)asked["size"]!));
        Assert.Equal("Bearer secret", Assert.Single(endpoint.Authorizations));
    }

    [Fact]
    public async Task Generate_NotAllowed_PromptStaysHere()
    {
        await using var endpoint = new ImagesEndpoint();
        await using var cluster = await StartAsync(endpoint);

        var events = await cluster.Generation().GenerateAsync(Hopeless, Token).CollectAsync();

        Assert.Equal(FailureCodes.DeadlineUnreachable, Assert.IsType<GenerationFailed>(events[^1]).Code);
        Assert.Empty(endpoint.Requests);
    }

    [Fact]
    public async Task Generate_NodeCan_CloudIsNotAsked()
    {
        await using var endpoint = new ImagesEndpoint();
        await using var cluster = await StartAsync(endpoint);
        cluster.AllowSteps(10);

        var events = await cluster.Generation().GenerateAsync(EdgeCluster.Request() with { AllowCloud = true }, Token).CollectAsync();

        Assert.Equal("Silo_0", Assert.IsType<GenerationCompleted>(events[^1]).Node);
        Assert.Empty(endpoint.Requests);
    }

    [Fact]
    public async Task Generate_CloudFailsToo_CallerHearsWhatTheNodesSaid()
    {
        await using var endpoint = new ImagesEndpoint { Status = 500 };
        await using var cluster = await StartAsync(endpoint);

        var events = await cluster.Generation().GenerateAsync(Hopeless with { AllowCloud = true }, Token).CollectAsync();

        Assert.Equal(FailureCodes.DeadlineUnreachable, Assert.IsType<GenerationFailed>(events[^1]).Code);
        Assert.Single(endpoint.Requests);
    }

    [Fact]
    public async Task Generate_ModelThatNobodyHas_IsNotSentAway()
    {
        await using var endpoint = new ImagesEndpoint();
        await using var cluster = await StartAsync(endpoint);

        var events = await cluster.Generation().GenerateAsync(EdgeCluster.Request(model: "unheard-of") with { AllowCloud = true }, Token).CollectAsync();

        Assert.Equal(FailureCodes.ModelNotFound, Assert.IsType<GenerationFailed>(events[^1]).Code);
        Assert.Empty(endpoint.Requests);
    }

    [Theory]
    [InlineData(true, 200, null)]
    [InlineData(true, 500, FailureCodes.QualityUnreachable)]
    [InlineData(false, 200, FailureCodes.QualityUnreachable)]
    public async Task Generate_QualityThatNoNodeReaches_IsTheCloudsWhereAllowed(bool allowed, int status, string? code)
    {
        await using var endpoint = new ImagesEndpoint { Status = status };
        await using var cluster = await StartAsync(endpoint, calibrated: true);

        var events = await cluster.Generation().GenerateAsync(EdgeCluster.Request(steps: 1) with { MinQuality = 0.95, AllowCloud = allowed }, Token).CollectAsync();

        Assert.Equal(code, (events[^1] as GenerationFailed)?.Code);
        Assert.Equal(code is null, events[^1] is GenerationCompleted { Node: "cloud" });
        Assert.Equal(allowed ? 1 : 0, endpoint.Requests.Count);
    }

    [Fact]
    public async Task Generate_ValueThatIsWrong_IsNotSentAway()
    {
        await using var endpoint = new ImagesEndpoint();
        await using var cluster = await StartAsync(endpoint);

        var events = await cluster.Generation().GenerateAsync(EdgeCluster.Request() with { MinQuality = 2, AllowCloud = true }, Token).CollectAsync();

        Assert.Equal(FailureCodes.InvalidParameter, Assert.IsType<GenerationFailed>(events[^1]).Code);
        Assert.Empty(endpoint.Requests);
    }

    [Theory]
    [InlineData(200, null)]
    [InlineData(500, FailureCodes.ModelUnusable)]
    public async Task Generate_ModelThatIsBrokenWhereItIs_IsTheClouds(int status, string? code)
    {
        using var folder = new TemporaryState();
        var broken = Directory.CreateDirectory(Path.Combine(folder.Path, "broken"));
        await File.WriteAllTextAsync(Path.Combine(broken.FullName, "model_index.json"), "{", Token);
        await using var endpoint = new ImagesEndpoint { Status = status };
        await using var cluster = await StartAsync(endpoint, catalog: ModelCatalog.Scan(folder.Path));

        var events = await cluster.Generation().GenerateAsync(EdgeCluster.Request(model: "broken") with { AllowCloud = true }, Token).CollectAsync();

        Assert.Equal(code, (events[^1] as GenerationFailed)?.Code);
        Assert.Single(endpoint.Requests);
    }

    private static Task<EdgeCluster> StartAsync(ImagesEndpoint endpoint, bool calibrated = false, ModelCatalog? catalog = null) => EdgeCluster.StartAsync(
        1,
        configure: (_, silo) =>
        {
            if (catalog is not null)
                silo.Services.AddSingleton(catalog);
            silo.Services.Configure<CloudOptions>(cloud =>
            {
                (cloud.Endpoint, cloud.ApiKey) = (endpoint.Address, "secret");
                cloud.Models[EdgeCluster.Model] = "large-model";
            });
        },
        calibrated: calibrated);
}
