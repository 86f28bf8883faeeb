using EdgeAigc.Contracts.Nodes;
using EdgeAigc.Core.Routing;
using EdgeAigc.Grains.Coordination;
using Microsoft.Extensions.Options;

namespace EdgeAigc.Grains.Routing;

/// <summary>Predicts how soon nodes could serve a request.</summary>
/// <param name="silo">Where requests come in.</param>
/// <param name="options">Says what it takes to serve one elsewhere.</param>
internal sealed class Candidates(ILocalSiloDetails silo, IOptions<CoordinationOptions> options)
{
    // A load that was seen under way is half done on average.
    private const double LeftOfLoad = 0.5;

    /// <summary>The node as a candidate; null when it does not have the model.</summary>
    public NodeCandidate? Of(NodeView view, string model)
    {
        var node = view.Status;
        if (node.Models.FirstOrDefault(known => known.Name == model) is not { } known)
            return null;
        var service = known.ExpectedService.TotalSeconds;
        return new(node.Name)
        {
            WorkSeconds = node.PromisedWork.TotalSeconds + (node.WaitingBids * service),
            AgeSeconds = view.Age.TotalSeconds,
            LoadSeconds = LoadSeconds(node, known),
            ServiceSeconds = service,
            AccessSeconds = node.Name == silo.Name ? 0 : options.Value.ForwardSeconds,
        };
    }

    private static double LoadSeconds(NodeStatus node, ModelDescription model)
    {
        if (node.ResidentModels.Any(known => known.Name == model.Name) && !node.LeavingModels.Contains(model.Name))
            return 0;
        var load = model.ExpectedLoad.TotalSeconds;
        if (node.LoadingModels.Contains(model.Name))
            return LeftOfLoad * load;
        var failure = node.FailedLoads.FirstOrDefault(failed => failed.Model == model.Name);
        return load + (failure?.RetryAfter.TotalSeconds ?? 0);
    }
}
