using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Nodes;
using EdgeAigc.Gateway.Cluster;

namespace EdgeAigc.Gateway.Callers;

/// <summary>What requests are expected to cost, by the models as they were a short time ago.</summary>
internal sealed class ModelPrices(IImageCluster cluster, GatewayPlace place, TimeProvider time)
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(10);

    private volatile Snapshot? _snapshot;

    /// <summary>Expected work of a request in megapixel-steps: its own steps, else those of the model's authors, as a node that may choose
    /// them is not asked yet. Nothing for a model that there is not.</summary>
    public async Task<double> ExpectAsync(GenerationRequest request, CancellationToken cancellationToken)
    {
        var snapshot = _snapshot;
        if (snapshot is null || time.GetElapsedTime(snapshot.At) > Age)
        {
            var nodes = await cluster.GetNodesAsync(cancellationToken);
            snapshot = new(
                nodes.SelectMany(node => node.Models).GroupBy(model => model.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal),
                time.GetTimestamp());
            _snapshot = snapshot;
        }

        return snapshot.Models.TryGetValue(request.Model ?? place.DefaultModel, out var model)
            ? WorkMeter.Price(Math.Clamp(request.Steps ?? model.DefaultSteps, 0, model.MaxSteps), request.Width ?? model.Width, request.Height ?? model.Height)
            : 0;
    }

    private sealed record Snapshot(Dictionary<string, ModelDescription> Models, long At);
}
