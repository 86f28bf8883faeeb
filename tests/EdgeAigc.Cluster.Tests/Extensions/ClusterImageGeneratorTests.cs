using EdgeAigc.Contracts.Generation;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Extensions.AI;
using Microsoft.Extensions.AI;

namespace EdgeAigc.Cluster.Tests.Extensions;

public sealed class ClusterImageGeneratorTests
{
    [Fact]
    public async Task Generate_SeveralImages_AsksForWhatTheOptionsSay()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);
        cluster.AllowSteps(100);
        using var generator = new ClusterImageGenerator(cluster.Client, TimeProvider.System, EdgeCluster.Model);

        var response = await generator.GenerateAsync(
            new("red heart"),
            new()
            {
                Count = 2,
                ImageSize = new(64, 32),
                MediaType = "image/webp",
                RawRepresentationFactory = _ => new GenerationRequest { Prompt = "", Seed = 7, Steps = 3 },
            },
            TestContext.Current.CancellationToken);

        var images = response.Contents.Cast<DataContent>().ToArray();
        Assert.Equal([7, 8], images.Select(image => (int)image.Data.Span[0]));
        Assert.Equal([3, 3], images.Select(image => image.AdditionalProperties!["steps"]));
        var jobs = cluster.Engines.Values.Single().Jobs.ToArray();
        Assert.All(jobs, job => Assert.Equal(("red heart", EdgeCluster.Model, 64, 32), (job.Prompt, job.Model, job.OutputWidth, job.OutputHeight)));
    }

    [Fact]
    public async Task Generate_ClusterRefuses_ThrowsWithItsCode()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);
        cluster.Engines.Values.Single().Fault = new(JobFaultCode.InferenceFailed, null, "Not a number.");
        using var generator = new ClusterImageGenerator(cluster.Client, TimeProvider.System, EdgeCluster.Model);

        var failure = await Assert.ThrowsAsync<ImageGenerationFailedException>(() => generator.GenerateAsync(new("sun"), cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(FailureCodes.InferenceFailed, failure.Failure.Code);
    }

    [Fact]
    public async Task Generate_Cancelled_StopsTheEngine()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);
        var engine = cluster.Engines.Values.Single();
        using var generator = new ClusterImageGenerator(cluster.Client, TimeProvider.System, EdgeCluster.Model);
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var pending = generator.GenerateAsync(new("sun"), cancellationToken: caller.Token);
        while (engine.Started == 0)
            await Task.Yield();
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        Assert.True(await engine.Cancelled.WaitAsync(EventStreams.Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Generate_WhatCannotBe_IsAnArgument()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);
        using var generator = new ClusterImageGenerator(cluster.Client, TimeProvider.System, EdgeCluster.Model);

        foreach (var options in (ImageGenerationOptions[])[new() { Count = 11 }, new() { MediaType = "image/gif" }, new() { ResponseFormat = ImageGenerationResponseFormat.Uri }])
            await Assert.ThrowsAsync<ArgumentException>(() => generator.GenerateAsync(new("sun"), options, TestContext.Current.CancellationToken));
        Assert.Equal(EdgeCluster.Model, ((ImageGeneratorMetadata)generator.GetService(typeof(ImageGeneratorMetadata))!).DefaultModelId);
        Assert.Empty(cluster.Engines.Values.Single().Jobs);
    }
}
