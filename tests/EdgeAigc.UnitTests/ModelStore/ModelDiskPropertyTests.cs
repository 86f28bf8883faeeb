using EdgeAigc.ModelStore.Disk;
using EdgeAigc.ModelStore.Fetching;

namespace EdgeAigc.UnitTests.ModelStore;

public sealed class ModelDiskPropertyTests
{
    private const int LargestBytes = 1_500_000;

    private static readonly string[] Names = ["a", "b", "c", "d"];

    [Fact]
    public async Task EnsureAsync_UnderRandomFaults_ModelsAreWholeOrAbsentAndTheDiskIsNeverExceeded()
    {
        var (fetched, failed, given) = (0, 0, 0);
        for (var seed = 0; seed < 30; seed++)
        {
            var folder = Directory.CreateTempSubdirectory("edgeaigc-disk-").FullName;
            try
            {
                var random = new Random(seed);
                var (origin, disk) = (Path.Combine(folder, "origin"), Path.Combine(folder, "disk"));
                foreach (var name in Names)
                    RandomModels.Write(origin, name, random, LargestBytes);
                var capacity = (long)(RandomModels.BytesOf(origin) * (0.3 + (0.6 * random.NextDouble())));
                for (var round = 0; round < 6; round++)
                {
                    var outcome = await RoundAsync(folder, origin, disk, capacity, random);
                    (fetched, failed, given) = (fetched + outcome.Fetched, failed + outcome.Failed, given + outcome.GivenUp);
                    Check(origin, disk, capacity);
                    TearPartial(disk, random);
                }
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        // All ways were gone, or this proved little.
        Assert.True(fetched > 50 && failed > 10 && given > 10, $"{fetched} fetched, {failed} failed, {given} given up");
    }

    /// <summary>One life of a node: it fetches a few models at once, from a peer that has faults and an origin that may have some.</summary>
    private static async Task<(int Fetched, int Failed, int GivenUp)> RoundAsync(string folder, string origin, string disk, long capacity, Random random)
    {
        using var peer = Source("peer", SourceKind.Peer);
        using var store = Source("origin", SourceKind.Origin);
        using var killed = new CancellationTokenSource();
        var killAt = random.Next(3) == 0 ? random.Next(12) : int.MaxValue;
        peer.OnRead = store.OnRead = Check;
        await using var models = new ModelDisk(disk, capacity, _ => true, TimeProvider.System);
        var wanted = Names.Where(_ => random.Next(2) == 0).ToList();
        var outcomes = await Task.WhenAll(wanted.Select(EnsureAsync));
        return (outcomes.Count(outcome => outcome == 0), outcomes.Count(outcome => outcome == 1), outcomes.Count(outcome => outcome == 2));

        FaultySource Source(string name, SourceKind kind) => new(name, kind, origin, Path.Combine(folder, "notes-" + name))
        {
            DiesAfter = random.Next(2) == 0 ? random.Next(3 * LargestBytes) : long.MaxValue,
            CorruptReads = [.. Enumerable.Range(0, random.Next(3)).Select(_ => random.Next(10))],
        };

        void Check(int _)
        {
            var used = RandomModels.ModelBytes(disk);
            Assert.True(used <= capacity, $"{used} bytes on a disk for {capacity}");
            if (peer.Reads + store.Reads > killAt)
                killed.Cancel();
        }

        async Task<int> EnsureAsync(string name)
        {
            try
            {
                using var hold = await models.EnsureAsync(name, _ => Task.FromResult<IReadOnlyList<IModelFileSource>>([peer, store]), null, null, killed.Token);
                Assert.Equal(hold.Fault is null, Directory.Exists(Path.Combine(disk, name)));
                return hold.Fault is null ? 0 : 1;
            }
            catch (OperationCanceledException) when (killed.IsCancellationRequested)
            {
                return 2;
            }
        }
    }

    private static void Check(string origin, string disk, long capacity)
    {
        Assert.True(RandomModels.ModelBytes(disk) <= capacity);
        foreach (var name in Names.Where(name => Directory.Exists(Path.Combine(disk, name))))
            RandomModels.AssertEqual(Path.Combine(origin, name), Path.Combine(disk, name));
    }

    /// <summary>A kill, or a power cut, may leave a file at any length, and the last bytes before it wrong.</summary>
    private static void TearPartial(string disk, Random random)
    {
        var partial = Path.Combine(disk, ".partial");
        if (!Directory.Exists(partial))
            return;
        foreach (var path in Directory.EnumerateFiles(partial, "*", SearchOption.AllDirectories))
        {
            using var file = File.Open(path, FileMode.Open);
            if (random.Next(2) == 0)
                file.SetLength(random.NextInt64(file.Length + 1));
            if (random.Next(4) == 0 && file.Length > 0)
            {
                file.Position = random.NextInt64(file.Length);
                file.WriteByte((byte)random.Next(256));
            }
        }
    }
}
