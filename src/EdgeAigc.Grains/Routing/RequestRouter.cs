using System.Runtime.CompilerServices;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Nodes;
using EdgeAigc.Core.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EdgeAigc.Grains.Routing;

/// <summary>Finds a node for a request and follows it; when the node refuses or is lost, the next one is tried.</summary>
internal sealed partial class RequestRouter(
    RoutingView view, IGrainFactory grains, IOptions<RoutingOptions> options, ILogger<RequestRouter> logger)
{
    /// <summary>Events of the request from its first acceptance to its one last event.</summary>
    public async IAsyncEnumerable<GenerationEvent> RunAsync(
        string requestId, GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var wanted = request with { Model = string.IsNullOrEmpty(request.Model) ? options.Value.DefaultModel : request.Model };
        var excluded = new HashSet<string>(StringComparer.Ordinal);
        GenerationFailed? refusal = null;
        while (true)
        {
            var nodes = await view.GetNodesAsync(cancellationToken);
            if (await ChooseAsync(requestId, wanted.Model, nodes, excluded, cancellationToken) is not { } node)
            {
                yield return refusal ?? Unserved(wanted.Model, nodes, excluded);
                yield break;
            }

            yield return new GenerationAccepted(wanted.Model, node);
            var stream = grains.GetGrain<IEdgeServerGrain>(node).DenoiseAsync(wanted, cancellationToken);
            await using var attempt = new NodeAttempt(stream, cancellationToken);
            while (await attempt.NextAsync() is { } next && !IsRefusal(next))
            {
                yield return next;
                if (next.IsLast)
                    yield break;
            }

            refusal = attempt.Last as GenerationFailed;
            excluded.Add(node);
            if (attempt.Loss is { } loss)
                LogNodeLost(node, requestId, loss);
            else
                LogNodeRefused(node, requestId, refusal?.Message);
        }
    }

    private static bool IsRefusal(GenerationEvent next) =>
        next is GenerationFailed { Code: FailureCodes.QueueFull or FailureCodes.NodeUnavailable or FailureCodes.ModelUnusable };

    private async Task<string?> ChooseAsync(
        string requestId, string model, NodeStatus[] nodes, HashSet<string> excluded, CancellationToken cancellationToken)
    {
        var able = nodes.Where(node => !excluded.Contains(node.Name) && node.Models.Any(known => known.Name == model)).ToList();
        if (able.Count <= 1)
            return able.Count == 0 ? null : able[0].Name;

        var (first, second) = PowerOfTwoChoices.Pick(requestId, able.Count);
        var pair = await Task.WhenAll(
            view.AskAsync(able[first].Name, cancellationToken), view.AskAsync(able[second].Name, cancellationToken));
        return pair.Where(node => node.Reachable).MinBy(node => node.OutstandingSteps)?.Name ?? able[first].Name;
    }

    private static GenerationFailed Unserved(string model, NodeStatus[] nodes, HashSet<string> excluded)
    {
        if (excluded.Count > 0 || nodes.Any(node => !node.Reachable))
        {
            return new(FailureCodes.NodeUnavailable, null,
                $"No reachable node serves model '{model}' at the moment; try again in some seconds ('nodes list' shows the nodes).", true);
        }

        var broken = nodes.SelectMany(node => node.UnusableModels)
            .FirstOrDefault(fault => fault.File.StartsWith(model + "/", StringComparison.Ordinal));
        if (broken is not null)
            return new(FailureCodes.ModelUnusable, nameof(GenerationRequest.Model), $"Model '{model}' cannot be served: {broken.File}: {broken.Message}", false);

        var known = nodes.SelectMany(node => node.Models).Select(known => known.Name).Distinct().Order(StringComparer.Ordinal).ToList();
        var choice = known.Count == 0
            ? "the cluster serves no models; put model folders into a node's models path"
            : $"the cluster serves {string.Join(", ", known)}";
        return new(FailureCodes.ModelNotFound, nameof(GenerationRequest.Model), $"Model is '{model}', which no node has; {choice}.", false);
    }
}
