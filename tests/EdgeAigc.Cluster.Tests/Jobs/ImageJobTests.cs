using System.Collections.Concurrent;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Jobs;
using EdgeAigc.Contracts.Keys;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Grains.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace EdgeAigc.Cluster.Tests.Jobs;

public sealed class ImageJobTests
{
    [Fact]
    public async Task Start_NobodyWaits_MakesTheImagesAndKeepsThem()
    {
        await using var cluster = await EdgeCluster.StartAsync(2);
        var job = Job(cluster);

        var started = await job.StartAsync(Order(images: 2));
        Assert.Equal((ImageJobState.InProgress, 0.0), (started.State, started.Progress));
        cluster.AllowSteps(100);
        var ended = await EndAsync(job);

        Assert.Equal((ImageJobState.Completed, 1.0, "note", 2), (ended.State, ended.Progress, ended.Note, ended.Results.Length));
        foreach (var (result, index) in ended.Results.Select((result, index) => (result, index)))
        {
            Assert.Empty(result.Image.Image);
            var file = await ReadAsync(cluster, result.Id);
            Assert.Equal(((byte)index, "image/png"), (file!.Bytes[0], file.ContentType));
        }

        Assert.Null(await ReadAsync(cluster, ImageResultId.Create()));
    }

    [Fact]
    public async Task Get_AnotherOwnerOrUnknown_IsNothing()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);
        var job = Job(cluster);
        await job.StartAsync(Order());

        Assert.Null(await job.GetAsync("mallory"));
        Assert.Null(await job.CancelAsync("mallory"));
        Assert.Null(await job.GetAsync(null));
        Assert.Null(await Job(cluster).GetAsync("alice"));
        Assert.Equal(ImageJobState.InProgress, (await job.GetAsync("alice"))!.State);
    }

    [Fact]
    public async Task Cancel_UnderWay_StopsTheEngineAndStaysCancelled()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);
        var engine = cluster.Engines.Values.Single();
        var job = Job(cluster);
        await job.StartAsync(Order());

        var cancelled = await job.CancelAsync("alice");

        Assert.Equal(ImageJobState.Cancelled, cancelled!.State);
        Assert.True(await engine.Cancelled.WaitAsync(EventStreams.Patience, TestContext.Current.CancellationToken));
        Assert.Equal(ImageJobState.Cancelled, (await job.GetAsync("alice"))!.State);
    }

    [Fact]
    public async Task Start_SameAgainAndDifferent_JoinsOrConflicts()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);
        var job = Job(cluster);
        await job.StartAsync(Order());

        Assert.Equal(ImageJobState.InProgress, (await job.StartAsync(Order())).State);
        Assert.Equal(FailureCodes.RequestConflict, (await job.StartAsync(Order(steps: 5))).Failure!.Code);
        cluster.AllowSteps(100);
        await EndAsync(job);
        Assert.Equal(1, cluster.Engines.Values.Single().Started);
    }

    [Fact]
    public async Task Start_Refused_SaysSoAndMayBeTriedAgain()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);
        var engine = cluster.Engines.Values.Single();
        engine.Fault = new(JobFaultCode.InferenceFailed, null, "Try again.", true);
        var job = Job(cluster);

        var refused = await EndAsync(job, await job.StartAsync(Order()));
        Assert.Equal((ImageJobState.Failed, true), (refused.State, refused.Failure!.Retryable));

        engine.Fault = null;
        cluster.AllowSteps(100);
        await job.StartAsync(Order());
        Assert.Equal(ImageJobState.Completed, (await EndAsync(job)).State);
    }

    [Fact]
    public async Task Start_NoSlot_IsRefusedUntilOneIsFree()
    {
        await using var cluster = await EdgeCluster.StartAsync(1, configure: (_, silo) => silo.Services.AddSingleton(Options.Create(new ResultOptions { MaxJobs = 1 })));
        var (one, other) = (Job(cluster), Job(cluster));
        await one.StartAsync(Order());

        Assert.Equal(FailureCodes.QueueFull, (await other.StartAsync(Order())).Failure!.Code);

        cluster.AllowSteps(100);
        await EndAsync(one);
        ImageJobStatus status;
        do
            status = await other.StartAsync(Order());
        while (status.Failure is not null);
    }

    [Fact]
    public async Task Result_RoomIsNeeded_OldestGoesFirst()
    {
        await using var cluster = await EdgeCluster.StartAsync(1, configure: (_, silo) => silo.Services.AddSingleton(Options.Create(new ResultOptions { Mebibytes = 1 })));
        var ids = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            ids.Add(ImageResultId.Create());
            Assert.NotNull(await cluster.Client.GetGrain<IImageResultGrain>(ids[i]).KeepAsync(new(new byte[400_000], "image/png", default)));
        }

        Assert.Null(await cluster.Client.GetGrain<IImageResultGrain>(ImageResultId.Create()).KeepAsync(new(new byte[2_000_000], "image/png", default)));
        foreach (var (id, isKept) in ids.Zip([false, false, true, true]))
        {
            // An activation that must go does so when its turn comes.
            ImageFilePart? file;
            do
                file = await ReadAsync(cluster, id);
            while (file is not null != isKept);
        }
    }

    [Fact]
    public async Task End_ChargedKey_PaysForWhatWasMade()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);
        var ledger = cluster.Client.GetGrain<IWorkQuotaGrain>("key");
        var quota = new WorkQuota(null, 1);
        var order = Order(steps: 5) with { ChargedKey = "key" };
        await ledger.ReserveAsync(quota, order.Requests[0].Id, 1);
        var job = Job(cluster);
        cluster.AllowSteps(100);
        await job.StartAsync(order);
        await EndAsync(job);

        // 5 steps on 8 × 8 pixels.
        QuotaReply reply;
        do
            reply = await ledger.ReserveAsync(quota, "probe", 0);
        while (reply.Allowances[0].Left < 0.9);
        Assert.InRange(reply.Allowances[0].Left, 1 - (5 * 64 / 1e6) - 1e-9, 1 - (5 * 64 / 1e6) + 1e-4);
    }

    [Fact]
    public async Task Start_Observer_HearsOfEachImageWithoutPictures()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);
        cluster.Engines["Silo_0"].ImageBytes = 50_000;
        var heard = new Heard(cluster.Client);
        var (job, order) = (Job(cluster), Order(images: 2));
        cluster.AllowSteps(100);
        await job.StartAsync(order, heard.Reference);
        await EndAsync(job);
        while (heard.Events.Count(item => item.Event.IsLast) < 2)
            await Task.Yield();

        foreach (var id in order.Requests.Select(item => item.Id))
        {
            var events = heard.Events.Where(item => item.Request == id).Select(item => item.Event).ToList();
            Assert.IsType<GenerationAccepted>(events[0]);
            Assert.Equal(3, events.OfType<DenoisingStep>().Count());
            Assert.NotEmpty(events.OfType<ImagePart>());
            Assert.All(events.OfType<ImagePart>(), part => Assert.Empty(part.Bytes));
            Assert.Empty(Assert.IsType<GenerationCompleted>(events[^1]).Image);
        }
    }

    /// <summary>The first part of an image that is kept; null when there is none.</summary>
    private static async Task<ImageFilePart?> ReadAsync(EdgeCluster cluster, string id)
    {
        await foreach (var part in cluster.Client.GetGrain<IImageResultGrain>(id).ReadAsync(TestContext.Current.CancellationToken))
            return part;
        return null;
    }

    private static async Task<ImageJobStatus> EndAsync(IImageJobGrain job, ImageJobStatus? status = null)
    {
        while (status?.EndedAt is null)
            status = await job.GetAsync("alice");
        return status;
    }

    private static IImageJobGrain Job(EdgeCluster cluster) => cluster.Client.GetGrain<IImageJobGrain>(Guid.NewGuid().ToString("N"));

    private static ImageJobOrder Order(int images = 1, int steps = 3)
    {
        return new()
        {
            Requests = [.. Enumerable.Range(0, images).Select(index => new ImageJobRequest($"job-{steps}-{index}", EdgeCluster.Request(steps, index)))],
            Owner = "alice",
            Note = "note",
        };
    }

    private sealed class Heard : IImageJobObserver
    {
        private readonly ConcurrentQueue<(string Request, GenerationEvent Event)> _events = new();

        public Heard(IGrainFactory client) => Reference = client.CreateObjectReference<IImageJobObserver>(this);

        public IImageJobObserver Reference { get; }

        public IReadOnlyCollection<(string Request, GenerationEvent Event)> Events => _events;

        public Task TellAsync(string requestId, GenerationEvent news)
        {
            _events.Enqueue((requestId, news));
            return Task.CompletedTask;
        }
    }
}
