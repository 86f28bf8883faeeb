using EdgeAigc.Core.Routing;
using EdgeAigc.Grains.Coordination;
using Microsoft.Extensions.Options;

namespace EdgeAigc.Grains.Routing;

/// <summary>Predicts how soon nodes could serve a request.</summary>
/// <param name="silo">Where requests come in.</param>
/// <param name="options">Says what it takes to serve one elsewhere.</param>
internal sealed class Candidates(ILocalSiloDetails silo, IOptions<CoordinationOptions> options)
{
    /// <summary>The node as a candidate; null when it does not have the model.</summary>
    public NodeCandidate? Of(NodeView view, string model)
    {
        var node = view.Status;
        if (node.Models.FirstOrDefault(known => known.Name == model) is not { } known)
            return null;
        return new NodeOutlook(node.Name)
        {
            PromisedSeconds = node.PromisedWork.TotalSeconds,
            WaitingBids = node.WaitingBids,
            ServiceSeconds = known.ExpectedService.TotalSeconds,
            IsReady = node.ResidentModels.Any(resident => resident.Name == model) && !node.LeavingModels.Contains(model),
            IsLoading = node.LoadingModels.Contains(model),
            LoadSeconds = known.ExpectedLoad.TotalSeconds,
            RetrySeconds = node.FailedLoads.FirstOrDefault(failed => failed.Model == model)?.RetryAfter.TotalSeconds ?? 0,
        }.Candidate(view.Age.TotalSeconds, node.Name == silo.Name ? 0 : options.Value.ForwardSeconds);
    }
}
