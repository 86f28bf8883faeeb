using EdgeAigc.Contracts.Generation;
using EdgeAigc.Grains.Nodes;
using EngineFormat = EdgeAigc.Diffusion.Images.ImageFormat;

namespace EdgeAigc.Cluster.Tests.Generation;

/// <summary>What a request asks of its file, and what it hears about it, over the wire.</summary>
public sealed class ImageFileTests
{
    [Fact]
    public async Task Generate_OptionsOfTheFile_ReachTheEngine()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);
        cluster.AllowSteps(3);
        var request = EdgeCluster.Request() with
        {
            Format = ImageFormat.Webp,
            Quality = 80,
            OutputWidth = 512,
            OutputHeight = 256,
            EmbedPrompt = true,
        };

        await cluster.Generation().GenerateAsync(request, TestContext.Current.CancellationToken).CollectAsync();

        var job = Assert.Single(cluster.Engines["Silo_0"].Jobs);
        Assert.Equal(
            (EngineFormat.Webp, 80, 512, 256, true), (job.Format, job.Quality, job.OutputWidth, job.OutputHeight, job.EmbedPrompt));
    }

    [Fact]
    public async Task Generate_FlaggedImage_IsSaidWithTheMediaType()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);
        cluster.AllowSteps(3);
        (cluster.Engines["Silo_0"].MediaType, cluster.Engines["Silo_0"].Flagged) = ("image/webp", true);

        var events = await cluster.Generation().GenerateAsync(EdgeCluster.Request(), TestContext.Current.CancellationToken).CollectAsync();

        var completed = Assert.IsType<GenerationCompleted>(events[^1]);
        Assert.Equal(("image/webp", true), (completed.ContentType, completed.Flagged));
    }

    [Fact]
    public void ToJob_EveryFormatOfTheWire_IsTheEnginesOfTheSameName()
    {
        Assert.Equal(Enum.GetNames<EngineFormat>(), Enum.GetNames<ImageFormat>());
        Assert.All(
            Enum.GetValues<ImageFormat>(),
            format => Assert.Equal($"{format}", $"{JobMapping.ToJob(EdgeCluster.Request() with { Format = format }).Format}"));
    }
}
