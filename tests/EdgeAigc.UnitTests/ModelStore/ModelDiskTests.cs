using EdgeAigc.ModelStore.Disk;
using EdgeAigc.ModelStore.Fetching;

namespace EdgeAigc.UnitTests.ModelStore;

public sealed class ModelDiskTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgeaigc-disk-").FullName;
    private readonly FaultySource _origin;

    public ModelDiskTests()
    {
        _origin = Source("origin", SourceKind.Origin);
        Write("a", 700_000, 10);
        Write("b", 700_000, 10);
        Write("c", 700_000, 10);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Disk => Path.Combine(_folder, "disk");

    public void Dispose()
    {
        _origin.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task EnsureAsync_ManyAtOnce_FetchOnce()
    {
        await using var disk = Open();

        var holds = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => EnsureAsync(disk, "a")));

        Assert.All(holds, hold => Assert.Null(hold.Fault));
        // 700,000 bytes are two chunks, 10 are one.
        Assert.Equal(3, _origin.Reads);
        RandomModels.AssertEqual(Path.Combine(_folder, "origin", "a"), Path.Combine(Disk, "a"));
    }

    [Fact]
    public async Task EnsureAsync_OneOfTwoGivesUp_TheOtherGetsTheModel()
    {
        await using var disk = Open();
        using var given = new CancellationTokenSource();
        var open = new TaskCompletionSource();
        _origin.Gate = () => open.Task;
        var first = EnsureAsync(disk, "a", given.Token);
        var second = EnsureAsync(disk, "a");

        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        open.SetResult();

        Assert.Null((await second).Fault);
    }

    [Fact]
    public async Task EnsureAsync_BegunAnewWhileTheGivenUpOneStops_Fetches()
    {
        await using var disk = Open();
        using var given = new CancellationTokenSource();
        var (open, reading) = (new TaskCompletionSource(), new TaskCompletionSource());
        _origin.Gate = () =>
        {
            reading.TrySetResult();
            return open.Task;
        };
        var first = EnsureAsync(disk, "a", given.Token);
        await reading.Task;
        await given.CancelAsync();
        var second = EnsureAsync(disk, "a");
        open.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Null((await second).Fault);
    }

    [Fact]
    public async Task EnsureAsync_AfterAKill_GoesOnWhereItWas()
    {
        using var killed = new CancellationTokenSource();
        await using (var disk = Open())
        {
            _origin.OnRead = read =>
            {
                if (read == 1)
                    killed.Cancel();
            };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => EnsureAsync(disk, "a", killed.Token));
        }

        var there = Directory.CreateDirectory(Path.Combine(Disk, ".partial", "a")).FullName;
        File.WriteAllBytes(Path.Combine(there, "weights"), File.ReadAllBytes(Path.Combine(_folder, "origin", "a", "weights"))[..600_000]);
        using var origin = Source("origin", SourceKind.Origin);
        await using var again = Open();
        var steps = new List<FetchProgress>();

        using var hold = await again.EnsureAsync("a", _ => Sources(origin), steps.Add, null, Token);

        Assert.Null(hold.Fault);
        // The small file was complete, and 100,000 bytes of the other were left to read.
        Assert.Equal(1, origin.Reads);
        Assert.Equal(700_010, steps[^1].BytesDone);
        Assert.Contains(steps, step => step.BytesDone is 600_010);
    }

    [Fact]
    public async Task EnsureAsync_PeerDiesMidway_TheOriginGoesOnAndEachIsMeasured()
    {
        await using var disk = Open();
        using var peer = Source("node-1", SourceKind.Peer);
        peer.DiesAfter = 524_288 + 10;
        var shares = new List<FetchShare>();
        var steps = new List<FetchProgress>();

        using var hold = await disk.EnsureAsync("a", _ => Sources(peer, _origin), steps.Add, shares.Add, Token);

        Assert.Null(hold.Fault);
        Assert.Equal(["node-1", "origin"], steps.Select(step => step.Source).Distinct());
        Assert.True(_origin.Reads is 1, $"{_origin.Reads} reads of the origin; the chunk that the peer gave is not read again");
        Assert.Contains(shares, share => share is { Kind: SourceKind.Origin, Bytes: 700_000 - 524_288 });
        RandomModels.AssertEqual(Path.Combine(_folder, "origin", "a"), Path.Combine(Disk, "a"));
    }

    [Fact]
    public async Task EnsureAsync_EverySourceIsCorrupt_FailsAsAValueAndServesNothing()
    {
        await using var disk = Open();
        using var corrupt = new FaultySource("node-1", SourceKind.Peer, Path.Combine(_folder, "origin"), Path.Combine(_folder, "notes"))
        {
            CorruptReads = [.. Enumerable.Range(0, 100)],
        };

        using var hold = await disk.EnsureAsync("a", _ => Sources(corrupt), null, null, Token);

        Assert.Contains("from node-1 is not what its manifest says", hold.Fault, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Disk, "a")));
    }

    [Fact]
    public async Task EnsureAsync_DiskIsFull_TheLeastUsedModelGoesAndHeldOnesStay()
    {
        await using var disk = Open(capacity: 1_500_000);
        using var held = await EnsureAsync(disk, "a");
        (await EnsureAsync(disk, "b")).Dispose();
        for (var i = 0; i < 5; i++)
            disk.NoteUse("b");

        using var third = await EnsureAsync(disk, "c");
        var fourth = await EnsureAsync(disk, "b");

        // Held is what counts, not use: a stays, b went for c, and with a and c held there is no room for b.
        Assert.Null(third.Fault);
        Assert.Contains("no room on disk for model 'b' of 700010 bytes", fourth.Fault, StringComparison.Ordinal);
        Assert.Equal(["a", "c"], disk.Models);
        Assert.Equal(1_400_020, disk.UsedBytes);
    }

    [Fact]
    public async Task EnsureAsync_DiskIsFull_WhatIsUsedMostAndWhatNobodyElseHasStay()
    {
        await using var disk = Open(capacity: 1_500_000);
        (await EnsureAsync(disk, "a")).Dispose();
        (await EnsureAsync(disk, "b")).Dispose();
        disk.NoteUse("a");
        (await EnsureAsync(disk, "c")).Dispose();
        Assert.Equal(["a", "c"], disk.Models);

        await using var precious = Open(capacity: 1_500_000, mayGo: name => name != "c");
        (await EnsureAsync(precious, "b")).Dispose();
        Assert.Equal(["b", "c"], precious.Models);
    }

    [Fact]
    public async Task Source_OfADisk_HasItsModelsAndNothingElse()
    {
        await using var disk = Open();
        (await EnsureAsync(disk, "a")).Dispose();

        Assert.Equal(await _origin.FindAsync("a", Token) is { } manifest ? manifest.Files : [], (await disk.Source.FindAsync("a", Token))!.Files);
        Assert.Null(await disk.Source.FindAsync("b", Token));
        Assert.Null(await disk.Source.FindAsync("../origin/b", Token));
        Assert.Null(await disk.Source.FindAsync(".manifests", Token));
        await Assert.ThrowsAsync<ArgumentException>(() => disk.Source.ReadAsync("a", "../../origin/b/weights", 0, 1, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => disk.Source.ReadAsync("..", "origin/b/weights", 0, 1, Token));
    }

    private ModelDisk Open(long capacity = 0, Func<string, bool>? mayGo = null) => new(Disk, capacity, mayGo ?? (_ => true), TimeProvider.System);

    private FaultySource Source(string name, SourceKind kind) => new(name, kind, Path.Combine(_folder, "origin"), Path.Combine(_folder, "notes-" + name));

    private Task<ModelHold> EnsureAsync(ModelDisk disk, string model, CancellationToken? token = null) =>
        disk.EnsureAsync(model, _ => Sources(_origin), null, null, token ?? Token);

    private static Task<IReadOnlyList<IModelFileSource>> Sources(params IModelFileSource[] sources) => Task.FromResult<IReadOnlyList<IModelFileSource>>(sources);

    private void Write(string model, params int[] sizes)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "origin", model)).FullName;
        var random = new Random(model[0]);
        foreach (var (index, size) in sizes.Index())
        {
            var bytes = new byte[size];
            random.NextBytes(bytes);
            File.WriteAllBytes(Path.Combine(folder, index == 0 ? "weights" : "config"), bytes);
        }
    }
}
