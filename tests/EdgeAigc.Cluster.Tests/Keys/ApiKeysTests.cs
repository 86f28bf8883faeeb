using EdgeAigc.Contracts.Keys;
using EdgeAigc.Grains.Coordination;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeAigc.Cluster.Tests.Keys;

public sealed class ApiKeysTests : IDisposable
{
    private readonly TemporaryState _state = new();

    public void Dispose() => _state.Dispose();

    [Fact]
    public async Task Add_TwoNodes_BothKnowItAndSoDoesTheNextCluster()
    {
        var (key, text) = Make();
        await using (var cluster = await EdgeCluster.StartAsync(2, configure: KeepState))
        {
            var change = await Keys(cluster).AddAsync(key);
            Assert.Equal((key.Id, null, 0), (change.Key?.Id, change.Refusal, change.Unreached.Length));
            foreach (var node in (int[])[0, 1])
                Assert.Equal(key.Id, Assert.Single((await NodeKeys(cluster, node).GetAsync(null))!.Keys).Id);
            Assert.Contains("already", (await Keys(cluster).AddAsync(key)).Refusal, StringComparison.Ordinal);
        }

        await using var later = await EdgeCluster.StartAsync(2, configure: KeepState);
        var kept = Assert.Single(await Keys(later).ListAsync());
        Assert.Equal((key.Tenant, key.Quota, key.Weight), (kept.Tenant, kept.Quota, kept.Weight));
        Assert.True(ApiKeyText.Matches(text, kept.Hash));
        Assert.DoesNotContain(Directory.EnumerateFiles(_state.Path, "*.json", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains(text[^20..], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Revoke_NodeThatMissedIt_LearnsOfItFromTheOther()
    {
        var (key, _) = Make();
        await using var cluster = await EdgeCluster.StartAsync(2, configure: KeepState);
        // Only the first node hears of the key and of its end.
        await NodeKeys(cluster, 0).MergeAsync(Grains.Keys.KeySets.Of([key with { RevokedAt = DateTimeOffset.UnixEpoch }]));

        // The second one asks the first when it begins, and every ten seconds.
        ApiKeySet? known;
        var digest = (await NodeKeys(cluster, 0).GetAsync(null))!.Digest;
        do
            known = await NodeKeys(cluster, 1).GetAsync(null);
        while (known!.Digest != digest);

        Assert.NotNull(Assert.Single(known.Keys).RevokedAt);
        Assert.Null(await NodeKeys(cluster, 1).GetAsync(digest));
    }

    [Fact]
    public async Task Revoke_KnownAndUnknown_IsForGoodOrRefused()
    {
        var (key, _) = Make();
        await using var cluster = await EdgeCluster.StartAsync(1, configure: KeepState);
        await Keys(cluster).AddAsync(key);

        var first = (await Keys(cluster).RevokeAsync(key.Id)).Key!.RevokedAt;
        var again = (await Keys(cluster).RevokeAsync(key.Id)).Key!.RevokedAt;

        Assert.NotNull(first);
        Assert.Equal(first, again);
        Assert.Contains("no key 'nobody'", (await Keys(cluster).RevokeAsync("nobody")).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quota_RequestsAtOnce_PassOnlyWhatThereIsAndSettleByWhatWasMade()
    {
        await using var cluster = await EdgeCluster.StartAsync(2, configure: KeepState);
        var ledger = cluster.Client.GetGrain<IWorkQuotaGrain>("k");
        var quota = new WorkQuota(null, 10);

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => ledger.ReserveAsync(quota, $"r{i}", 1)));
        Assert.Equal(10, replies.Count(reply => reply.Wait == TimeSpan.Zero));
        Assert.All(replies.Where(reply => reply.Wait != TimeSpan.Zero), reply => Assert.InRange(reply.Wait!.Value.TotalHours, 2.3, 2.4));
        foreach (var (reply, index) in replies.Select((reply, index) => (reply, index)))
        {
            if (reply.Wait == TimeSpan.Zero)
                await ledger.SettleAsync($"r{index}", 0.5);
        }

        var allowance = Assert.Single((await ledger.ReserveAsync(quota, "more", 0)).Allowances);
        Assert.Equal(10, allowance.Limit);
        Assert.InRange(allowance.Left, 5, 5.1);
        Assert.Null((await ledger.ReserveAsync(quota, "huge", 11)).Wait);
    }

    // Each node has a disk of its own.
    private void KeepState(string node, ISiloBuilder silo) =>
        silo.Services.Configure<CoordinationOptions>(options => options.StatePath = Path.Combine(_state.Path, node));

    private static (ApiKey Key, string Text) Make()
    {
        var (id, text) = ApiKeyText.Create();
        return (new() { Id = id, Hash = ApiKeyText.Hash(text), Tenant = "alice", Weight = 2, Quota = new(10, null) }, text);
    }

    private static IApiKeysGrain Keys(EdgeCluster cluster) => cluster.Client.GetGrain<IApiKeysGrain>(0);

    private static INodeKeysGrain NodeKeys(EdgeCluster cluster, int node) => cluster.Client.GetGrain<INodeKeysGrain>(EdgeCluster.NodeName(node));
}
