using System.Collections.Immutable;
using EdgeAigc.Contracts.Keys;
using EdgeAigc.Grains.Routing;
using Orleans.Concurrency;

namespace EdgeAigc.Grains.Keys;

/// <summary>Answers for the keys of all nodes from whichever silo is asked.</summary>
[GrainType("edgeaigc.api-keys"), StatelessWorker, Reentrant]
internal sealed class ApiKeysGrain(IClusterMembershipService membership, ILocalSiloDetails silo, TimeProvider time) : Grain, IApiKeysGrain
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<ApiKeyChange> AddAsync(ApiKey key)
    {
        var (all, _) = await AskAsync();
        if (all.Keys.Length >= KeySets.MaxKeys)
            return Refuse($"The cluster keeps {all.Keys.Length} keys and takes no more; remove the state of all nodes to begin anew.");
        return all.Keys.Any(known => known.Id == key.Id)
            ? Refuse($"There is a key '{key.Id}' already; make another.")
            : await TellAsync(key with { CreatedAt = time.GetUtcNow(), RevokedAt = null });
    }

    public async Task<ApiKeyChange> RevokeAsync(string id)
    {
        var (all, _) = await AskAsync();
        return all.Keys.FirstOrDefault(key => key.Id == id) is { } known
            ? await TellAsync(known with { RevokedAt = known.RevokedAt ?? time.GetUtcNow() })
            : Refuse($"There is no key '{id}'; the command keys list shows those that there are.");
    }

    public async Task<ImmutableArray<ApiKey>> ListAsync() => (await AskAsync()).All.Keys;

    public Task<ApiKeySet?> GetLocalAsync(string? digest) => GrainFactory.GetGrain<INodeKeysGrain>(silo.Name).GetAsync(digest);

    private static ApiKeyChange Refuse(string why) => new(null, why, []);

    private async Task<(ApiKeySet All, ImmutableArray<string> Unreached)> AskAsync()
    {
        var (answers, unreached) = await ForEachNodeAsync(node => node.GetAsync(null));
        return (answers.Aggregate(KeySets.Empty, (all, answer) => KeySets.Merge(all, answer!)), unreached);
    }

    private async Task<ApiKeyChange> TellAsync(ApiKey key)
    {
        var change = KeySets.Of([key]);
        var (reached, unreached) = await ForEachNodeAsync(async node =>
        {
            await node.MergeAsync(change);
            return true;
        });
        return reached.Count > 0 ? new(key, null, unreached) : Refuse("No node could keep the change; try again.");
    }

    private async Task<(IReadOnlyList<T> Answers, ImmutableArray<string> Unreached)> ForEachNodeAsync<T>(Func<INodeKeysGrain, Task<T>> ask)
    {
        var nodes = ActiveNodes.Of(membership.CurrentSnapshot).Keys.ToArray();
        var answers = await Task.WhenAll(nodes.Select(async node =>
        {
            try
            {
                return (Node: node, IsReached: true, Answer: await ask(GrainFactory.GetGrain<INodeKeysGrain>(node)).WaitAsync(Patience, time));
            }
            catch (Exception exception) when (NodeLoss.IsLoss(exception))
            {
                return (Node: node, IsReached: false, Answer: default(T)!);
            }
        }));
        return ([.. answers.Where(answer => answer.IsReached).Select(answer => answer.Answer)],
            [.. answers.Where(answer => !answer.IsReached).Select(answer => answer.Node)]);
    }
}
