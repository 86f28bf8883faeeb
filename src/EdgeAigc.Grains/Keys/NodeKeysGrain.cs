using EdgeAigc.Contracts.Keys;
using EdgeAigc.Grains.Placement;
using EdgeAigc.Grains.Routing;
using Microsoft.Extensions.Logging;

namespace EdgeAigc.Grains.Keys;

/// <summary>
/// The keys of one node. It writes before it answers, and now and then asks the other nodes for what it missed while it or they could not be
/// reached. A merge calls nobody, so that nodes which ask each other never wait for each other.
/// </summary>
[GrainType("edgeaigc.node-keys"), EdgeNodePlacement]
internal sealed partial class NodeKeysGrain(
    [PersistentState("keys", NodeKeysState.Storage)] IPersistentState<NodeKeysState> stored,
    IClusterMembershipService membership,
    ILogger<NodeKeysGrain> logger) : Grain, INodeKeysGrain
{
    private static readonly TimeSpan ExchangePeriod = TimeSpan.FromSeconds(10);

    private ApiKeySet _keys = KeySets.Empty;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _keys = KeySets.Of(stored.State.Keys);
        this.RegisterGrainTimer(ExchangeAsync, new GrainTimerCreationOptions(TimeSpan.Zero, ExchangePeriod) { Interleave = true });
        return Task.CompletedTask;
    }

    public Task<ApiKeySet?> GetAsync(string? digest) => Task.FromResult(digest == _keys.Digest ? null : _keys);

    public async Task MergeAsync(ApiKeySet keys)
    {
        var merged = KeySets.Merge(_keys, keys);
        if (merged.Digest == _keys.Digest)
            return;
        stored.State = new() { Keys = merged.Keys };
        await stored.WriteStateAsync();
        _keys = merged;
    }

    private async Task ExchangeAsync(CancellationToken cancellationToken)
    {
        var self = this.AsReference<INodeKeysGrain>();
        foreach (var node in ActiveNodes.Of(membership.CurrentSnapshot).Keys.Where(node => node != this.GetPrimaryKeyString()))
        {
            try
            {
                // What this node knows alone, the other one fetches in its turn.
                if (await GrainFactory.GetGrain<INodeKeysGrain>(node).GetAsync(_keys.Digest) is { } theirs)
                    await self.MergeAsync(theirs);
            }
            catch (Exception exception) when (NodeLoss.IsLoss(exception))
            {
                LogUnreached(node, exception.Message);
            }
        }
    }
}
