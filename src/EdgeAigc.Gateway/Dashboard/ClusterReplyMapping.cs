using EdgeAigc.Contracts.Negotiation;
using EdgeAigc.Contracts.Nodes;

namespace EdgeAigc.Gateway.Dashboard;

/// <summary>From what nodes tell to what the page shows.</summary>
internal static class ClusterReplyMapping
{
    /// <summary>A node.</summary>
    /// <param name="node">Its status.</param>
    /// <param name="market">What its stage two decided; null when it did not answer.</param>
    public static NodeReply Map(NodeStatus node, NodeMarket? market) => node.Reachable
        ? new(node.Name, true)
        {
            Device = node.Device,
            MemoryBytes = node.ModelMemoryBytes,
            Models = [.. InMemory(node), .. OnTheirWay(node)],
            QueuedRequests = node.QueuedRequests,
            OutstandingSteps = node.OutstandingSteps,
            PromisedWorkMs = Math.Round(node.PromisedWork.TotalMilliseconds),
            WaitingBids = node.WaitingBids,
            PromisesKept = node.PromisesKept,
            PromisesMissed = node.PromisesMissed,
            MissedByCause = market?.MissedByCause ?? new Dictionary<string, long>() as IReadOnlyDictionary<string, long>,
            Refused = node.Refused,
            PlanEpoch = node.PlanEpoch,
            FailedLoads = [.. node.FailedLoads.Select(failed => new FailedLoadReply(failed.Model, failed.Message, failed.Attempts))],
            UnusableModels = [.. node.UnusableModels.Select(unusable => new UnusableModelReply(unusable.File, unusable.Message))],
            Egress = market is null ? null : new(Finite(market.EgressBitsPerSecond), Finite(market.CommittedBitsPerSecond), market.Deliveries),
            Slots = market is null ? [] : [.. market.Slots.Select(slot => new SlotReply(slot.At, [.. slot.Answers.Select(Map)]))],
        }
        : new(node.Name, false);

    private static IEnumerable<NodeModelReply> InMemory(NodeStatus node) => node.ResidentModels
        .OrderBy(model => model.Name, StringComparer.Ordinal)
        .Select(model => new NodeModelReply(model.Name, node.LeavingModels.Contains(model.Name) ? "leaving" : "resident", model.Bytes));

    private static IEnumerable<NodeModelReply> OnTheirWay(NodeStatus node) => node.LoadingModels
        .Where(name => node.ResidentModels.All(resident => resident.Name != name))
        .Select(name => new NodeModelReply(name, "loading", node.Models.FirstOrDefault(model => model.Name == name)?.WeightBytes ?? 0));

    private static SlotAnswerReply Map(SlotAnswer answer) => answer.Promise is { } promise
        ? new(answer.Model, promise.Steps, Round(promise.Quality), Math.Round(promise.Finish.TotalMilliseconds, 1), Round(answer.Utility), Round(answer.Price), null)
        : new(answer.Model, null, null, null, null, null, answer.Refusal);

    private static double? Finite(double value) => double.IsFinite(value) ? Math.Round(value) : null;

    private static double? Round(double value) => double.IsFinite(value) ? Math.Round(value, 5) : null;
}
