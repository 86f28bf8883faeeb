using EdgeAigc.Grains.Coordination;
using Orleans.Storage;

namespace EdgeAigc.Cluster.Tests.Coordination;

public sealed class FileGrainStorageTests : IDisposable
{
    private static readonly GrainId Grain = GrainId.Create("edgeaigc.coordinator", "0");

    private readonly TemporaryState _folder = new();

    [Fact]
    public async Task Write_ReadByAnother_IsTheSame()
    {
        var written = new GrainState<CoordinatorState>(new()
        {
            Epoch = 7,
            Pins = [new("m", "n")],
            Copies = [new() { Node = "n", Model = "m", Gain = 0.5, Displaced = ["k"] }],
            History = [new(7, DateTimeOffset.UnixEpoch, 3, 2, 1)],
        });
        await Open().WriteStateAsync("coordinator", Grain, written);

        var read = new GrainState<CoordinatorState>();
        await Open().ReadStateAsync("coordinator", Grain, read);

        Assert.True(read.RecordExists);
        Assert.Equal(written.ETag, read.ETag);
        Assert.Equal(7, read.State!.Epoch);
        Assert.Equal(written.State!.Pins, read.State!.Pins);
        Assert.Equal(written.State!.History, read.State!.History);
        Assert.Equal(["k"], Assert.Single(read.State!.Copies).Displaced);
    }

    [Fact]
    public async Task Write_SomebodyElseWroteMeanwhile_IsRefused()
    {
        var (one, other) = (new GrainState<CoordinatorState>(new()), new GrainState<CoordinatorState>(new()));
        await Open().ReadStateAsync("coordinator", Grain, one);
        await Open().ReadStateAsync("coordinator", Grain, other);
        one.State = new() { Epoch = 1 };
        await Open().WriteStateAsync("coordinator", Grain, one);

        await Assert.ThrowsAsync<InconsistentStateException>(() => Open().WriteStateAsync("coordinator", Grain, other));

        await Open().ReadStateAsync("coordinator", Grain, other);
        Assert.Equal(1, other.State!.Epoch);
    }

    [Fact]
    public async Task Write_ManyAtOnce_EveryVersionHasOneWinner()
    {
        const int writers = 8;
        var wins = new int[writers];
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                var state = new GrainState<CoordinatorState>();
                await Open().ReadStateAsync("coordinator", Grain, state);
                state.State = state.State! with { Epoch = state.State!.Epoch + 1 };
                try
                {
                    await Open().WriteStateAsync("coordinator", Grain, state);
                    wins[writer]++;
                }
                catch (InconsistentStateException)
                {
                    // Another one was first.
                }
            }
        })));

        var end = new GrainState<CoordinatorState>();
        await Open().ReadStateAsync("coordinator", Grain, end);
        Assert.Equal(wins.Sum(), end.State!.Epoch);
    }

    [Fact]
    public async Task Read_NothingStored_IsTheEmptyState()
    {
        var state = new GrainState<CoordinatorState>();

        await Open().ReadStateAsync("coordinator", Grain, state);

        Assert.False(state.RecordExists);
        Assert.Equal(0, state.State!.Epoch);
    }

    [Fact]
    public async Task Read_DamagedFile_NamesIt()
    {
        await Open().WriteStateAsync("coordinator", Grain, new GrainState<CoordinatorState>(new()));
        var file = Directory.GetFiles(_folder.Path, "*.json").Single();
        await File.WriteAllTextAsync(file, "{", TestContext.Current.CancellationToken);

        var exception = await Assert.ThrowsAsync<InvalidDataException>(() => Open().ReadStateAsync("coordinator", Grain, new GrainState<CoordinatorState>()));

        Assert.Contains(file, exception.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private FileGrainStorage Open() => new(_folder.Path, TimeProvider.System);
}
