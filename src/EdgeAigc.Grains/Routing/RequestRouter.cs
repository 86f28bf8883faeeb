using System.Runtime.CompilerServices;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Nodes;
using EdgeAigc.Core.Routing;
using EdgeAigc.Grains.Cloud;
using EdgeAigc.Grains.Coordination;
using EdgeAigc.Grains.Negotiation;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EdgeAigc.Grains.Routing;

/// <summary>Negotiates for a request with a few nodes at a time, gives it to the best offer and follows it; when nodes refuse or are
/// lost, the next ones are asked.</summary>
internal sealed partial class RequestRouter(
    RoutingView view, Candidates candidates, NodeNegotiation negotiation, DemandMeter demand, CloudUpstream cloud, IGrainFactory grains, IOptions<RoutingOptions> options, TimeProvider time,
    ILogger<RequestRouter> logger)
{
    /// <summary>Events of the request from its first acceptance to its one last event.</summary>
    /// <param name="runId">Name of this run of the request, never used again.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<GenerationEvent> RunAsync(
        string runId, GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var course = new RequestCourse(
            runId, request with { Model = string.IsNullOrEmpty(request.Model) ? options.Value.DefaultModel : request.Model }, time);
        while (true)
        {
            var nodes = await view.GetNodesAsync(cancellationToken);
            var able = nodes.Where(node => !course.Excluded.Contains(node.Status.Name))
                .Select(node => candidates.Of(node, course.Wanted.Model!)).OfType<NodeCandidate>().ToList();
            if (able.Count == 0 && course.IsNew && FindUnusable(course.Wanted.Model!, nodes.Select(node => node.Status)) is { } unusable)
                course.NoteUnusable(unusable);
            if (able.Count == 0 || course.IsBeyondNodes)
            {
                if (course.MayAskCloud() && cloud.Takes(course.Wanted))
                {
                    yield return new GenerationAccepted(course.Wanted.Model!, CloudUpstream.Name);
                    var answer = await cloud.GenerateAsync(course.Wanted, cancellationToken);
                    if (answer is GenerationCompleted)
                    {
                        yield return answer;
                        yield break;
                    }

                    course.NoteCloudFailed((GenerationFailed)answer);
                }

                if (course.Insist() || course.Relax())
                    continue;
                yield return course.Refusal ?? Unserved(course.Wanted.Model!, [.. nodes.Select(node => node.Status)], course.Excluded);
                yield break;
            }

            // It enters the cluster by this silo, and once, however often it has to ask.
            if (course.IsNew)
                demand.NoteArrival(course.Wanted.Model!);
            var bid = course.NextBid();
            var result = await negotiation.AskAsync(bid, CandidateChoice.Pick(bid.Id, able), cancellationToken);
            while (result.Waiting is { } waiting)
            {
                yield return new GenerationQueued(course.Wanted.Model!, waiting);
                result = await negotiation.WaitAsync(bid, result, cancellationToken);
            }

            if (result is not { Offer: { } offer, Node: { } node })
            {
                if (!course.MayTryElsewhere(result))
                {
                    yield return result.Refusal!;
                    yield break;
                }

                continue;
            }

            yield return new GenerationAccepted(course.Wanted.Model!, node, offer.Promise) { Offers = result.Offers };
            var stream = grains.GetGrain<IEdgeServerGrain>(node).DenoiseAsync(bid.Id, course.Wanted, cancellationToken);
            await using var attempt = new NodeAttempt(stream, cancellationToken);
            while (await attempt.NextAsync() is { } next && !RequestCourse.IsRefusal(next))
            {
                yield return next;
                if (next.IsLast)
                    yield break;
            }

            course.NoteLoss(node, offer, attempt.Last as GenerationFailed);
            if (attempt.Loss is { } loss)
                LogNodeLost(node, runId, loss);
            else
                LogNodeRefused(node, runId, course.Refusal?.Message);
        }
    }

    private static GenerationFailed? FindUnusable(string model, IEnumerable<NodeStatus> nodes) =>
        nodes.SelectMany(node => node.UnusableModels).FirstOrDefault(fault => fault.File.StartsWith(model + "/", StringComparison.Ordinal)) is { } broken
            ? new(FailureCodes.ModelUnusable, nameof(GenerationRequest.Model), $"Model '{model}' cannot be served: {broken.File}: {broken.Message}", false)
            : null;

    private static GenerationFailed Unserved(string model, NodeStatus[] nodes, IReadOnlySet<string> excluded)
    {
        if (excluded.Count > 0 || nodes.Any(node => !node.Reachable))
        {
            return new(FailureCodes.NodeUnavailable, null,
                $"No reachable node serves model '{model}' at the moment; try again in some seconds ('nodes list' shows the nodes).", true);
        }

        var known = nodes.SelectMany(node => node.Models).Select(known => known.Name).Distinct().Order(StringComparer.Ordinal).ToList();
        var choice = known.Count == 0
            ? "the cluster serves no models; put model folders into a node's models path"
            : $"the cluster serves {string.Join(", ", known)}";
        return new(FailureCodes.ModelNotFound, nameof(GenerationRequest.Model), $"Model is '{model}', which no node has; {choice}.", false);
    }
}
