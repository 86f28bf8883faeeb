using System.Collections.Immutable;
using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Core.Negotiation;
using EdgeAigc.Core.Placement;
using EdgeAigc.Grains.Telemetry;
using Microsoft.Extensions.Options;

namespace EdgeAigc.Grains.Coordination;

/// <summary>Makes a frame's decision out of what the nodes reported. Remembers which last copies it spared, so that none blocks its node for
/// more than a frame.</summary>
internal sealed class FramePlanner(
    ClusterForecast forecast, StageOnePolicy stageOne, PlanMetrics metrics, IOptions<CoordinationOptions> options, IOptions<NegotiationOptions> negotiation, TimeProvider time)
{
    private HashSet<NodeModel> _spared = [];
    private IPlacementPolicy? _policy;
    private PlacementPrices? _prices;

    /// <summary>Plans the coming frame. Takes up to the time budget of a thread of the pool.</summary>
    /// <param name="active">The nodes that are up.</param>
    /// <param name="reports">Reports with a status, at least one.</param>
    /// <param name="state">The plan before.</param>
    /// <param name="epoch">Epoch of the new one.</param>
    public async Task<FrameDecision> PlanAsync(IReadOnlyCollection<string> active, IReadOnlyCollection<FrameReport> reports, CoordinatorState state, long epoch)
    {
        var (demand, score) = forecast.Next(time.GetUtcNow(), active, reports);
        metrics.Scored(score);
        var began = time.GetTimestamp();
        var problem = FrameProblem.Build(reports, demand, state.Pins, options.Value, negotiation.Value);
        // One for all frames: a learned policy remembers them.
        var policy = _policy ??= stageOne.Create();
        var limits = new PlacementOptions { TimeBudgetSeconds = options.Value.TimeBudgetSeconds, Seed = (int)(epoch % int.MaxValue), StartPrices = _prices };
        var problems = ImmutableArray<string>.Empty;
        var outcome = await Task.Run(() => policy.Plan(problem, limits));
        if (!outcome.Planned)
        {
            // What operators want may not be possible; a cluster serves better without that than without a plan.
            problems = [.. outcome.Faults.Select(fault => $"Planned without pins and least copies: {fault}")];
            problem = problem with { Pins = [], MinReplicas = [] };
            outcome = await Task.Run(() => policy.Plan(problem, limits));
        }

        metrics.Shielded((policy as LearnedPlacementPolicy)?.Shield);
        metrics.Planned(options.Value.Policy, time.GetElapsedTime(began), outcome.Planned ? outcome.Plan.RelativeGap : null);
        if (!outcome.Planned)
            return new() { Copies = state.Copies, Demand = [.. demand], Score = score, Problems = [.. problems, .. outcome.Faults.Select(fault => $"No plan: {fault}")] };
        var plan = outcome.Plan;
        _prices = plan.Prices;
        var copies = Copies(problem, plan, state, epoch);
        return new()
        {
            Copies = copies,
            Nodes = NodePlans(problem, plan, copies, epoch),
            Demand = [.. demand],
            Score = score,
            Problems = problems,
            Loads = plan.Placement.Sum(node => node.Load.Count),
            Value = plan.Value,
            RelativeGap = plan.RelativeGap,
        };
    }

    private static ImmutableArray<PlannedCopy> Copies(PlacementProblem problem, PlacementPlan plan, CoordinatorState state, long epoch)
    {
        var models = problem.Models.ToDictionary(model => model.Name, StringComparer.Ordinal);
        var speeds = problem.Nodes.ToDictionary(node => node.Name, node => node.Speed, StringComparer.Ordinal);
        var latencies = problem.Latencies.ToDictionary(row => (row.From, row.To), row => row.Seconds);
        var before = state.Copies.ToDictionary(copy => new NodeModel(copy.Node, copy.Model));
        var served = plan.Routing.ToLookup(row => new NodeModel(row.To, row.Model));
        return [.. from node in plan.Placement
                   from model in node.Resident
                   let key = new NodeModel(node.Node, model)
                   let known = before.GetValueOrDefault(key)
                   let isNew = known is null || node.Load.Any(load => load.Model == model)
                   select new PlannedCopy
                   {
                       Node = node.Node,
                       Model = model,
                       RequestsPerSecond = served[key].Sum(row => row.RequestsPerSecond),
                       Gain = served[key].Sum(row => row.RequestsPerSecond * (FrameProblem.Utility(
                           problem.Objective, models[model], latencies.GetValueOrDefault((row.From, row.To)) + (models[model].SecondsPerRequest / speeds[node.Node]))
                           - models[model].CloudUtility)),
                       SinceEpoch = isNew ? epoch : known!.SinceEpoch,
                       Displaced = isNew ? [.. node.Unload] : known!.Displaced,
                   }];
    }

    private ImmutableDictionary<string, NodePlan> NodePlans(
        PlacementProblem problem, PlacementPlan plan, ImmutableArray<PlannedCopy> copies, long epoch)
    {
        var holders = problem.Nodes.SelectMany(node => node.Resident.Select(model => (model, node.Name))).ToLookup(pair => pair.model, pair => pair.Name);
        var heirs = plan.Placement.SelectMany(node => node.Load.Select(load => (load.Model, node.Node))).ToLookup(pair => pair.Model, pair => pair.Node);
        var before = _spared;
        _spared = [];
        return plan.Placement.ToImmutableDictionary(node => node.Node, node => new NodePlan
        {
            Epoch = epoch,
            Resident = [.. copies.Where(copy => copy.Node == node.Node).OrderByDescending(copy => copy.Gain).Select(copy => copy.Model)],
            // Nodes that wait for each other would wait for ever; a copy that was spared for a frame is spared no longer.
            LastCopies = [.. from model in node.Unload
                             where heirs.Contains(model) && holders[model].Count() == 1
                             let key = new NodeModel(node.Node, model)
                             where !before.Contains(key) && _spared.Add(key)
                             select new LastCopy(model, [.. heirs[model]])],
        });
    }
}
