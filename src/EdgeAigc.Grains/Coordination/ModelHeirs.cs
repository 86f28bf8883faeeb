using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Grains.Routing;

namespace EdgeAigc.Grains.Coordination;

/// <summary>Asks the heirs.</summary>
internal sealed class ModelHeirs(RoutingView view) : IModelHeirs
{
    public async Task<bool> HaveAsync(LastCopy copy, CancellationToken cancellationToken)
    {
        var statuses = await Task.WhenAll(copy.Heirs.Select(node => view.AskAsync(node, cancellationToken)));
        return statuses.Any(status => status.ResidentModels.Any(model => model.Name == copy.Model));
    }
}
