using EdgeAigc.Contracts.Generation;
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

    private static Task<EdgeCluster> StartAsync(ImagesEndpoint endpoint) => EdgeCluster.StartAsync(1, configure: (_, silo) =>
        silo.Services.Configure<CloudOptions>(cloud =>
        {
            (cloud.Endpoint, cloud.ApiKey) = (endpoint.Address, "secret");
            cloud.Models[EdgeCluster.Model] = "large-model";
        }));
}
