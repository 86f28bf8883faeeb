using EdgeAigc.Core.Caching;
using EdgeAigc.Core.Routing;
using EdgeAigc.Simulation.Cluster;
using EdgeAigc.Simulation.Cluster.Routing;
using EdgeAigc.Simulation.Nodes;

namespace EdgeAigc.UnitTests.Simulation.Cluster;

/// <summary>The simulated road of a request is that of a silo: the same prediction of the same figures, and the same choice among the same candidates.</summary>
public sealed class NodeChoiceTests
{
    private static readonly ClusterScenario Scenario = Clusters.OfUnits(5, 2, 3, 1, new Nothing()) with
    {
        Neighbours = 4,
        AccessSeconds = 0.5,
        Models = [.. Enumerable.Range(0, 3).Select(model => Clusters.Unit($"m{model}", 1) with { LoadSeconds = new(7, 7, 7) })],
    };

    [Fact]
    public void Candidates_NodeWithTheModelAndColdOnes_ArePredictedAsASiloPredictsThem()
    {
        var (choice, nodes) = Cluster(Scenario);
        Load(nodes[2], 0);
        var candidates = choice.Candidates(Course(0, model: 0), 100);
        Assert.Equal(
            [.. nodes.Select(state => new NodeOutlook(state.Node.Name) { ServiceSeconds = 1, IsReady = state == nodes[2], LoadSeconds = 7 }.Candidate(0, state == nodes[0] ? 0 : 0.5))],
            candidates.OrderBy(candidate => candidate.Node, StringComparer.Ordinal));
    }

    [Fact]
    public void Candidates_NodeChangedWithinTheAgeOfTheView_AreTheOldOnesOnce()
    {
        var (choice, nodes) = Cluster(Scenario with { ViewSeconds = 1 });
        Assert.All(choice.Candidates(Course(0, 0), 0), candidate => Assert.Equal(7, candidate.LoadSeconds));
        Load(nodes[2], 0);
        Assert.All(choice.Candidates(Course(0, 0), 0.9), candidate => Assert.Equal((7, 0.9), (candidate.LoadSeconds, candidate.AgeSeconds)));
        // It is asked for now, and known to the next one.
        Assert.All(choice.Candidates(Course(0, 0), 1.1), candidate => Assert.Equal(7, candidate.LoadSeconds));
        Assert.Equal(0, Assert.Single(choice.Candidates(Course(0, 0), 1.2), candidate => candidate.Node == "n2").LoadSeconds);
    }

    [Fact]
    public void Pick_AnyRequest_AsksWhomASiloAsks()
    {
        var (choice, nodes) = Cluster(Scenario);
        Load(nodes[1], 0);
        Load(nodes[3], 0);
        for (var request = 0; request < 100; request++)
        {
            var candidates = choice.Candidates(Course(request % 5, request % 3), 100);
            Assert.Equal(CandidateChoice.Pick($"{request}/0", candidates), choice.Pick($"{request}/0", candidates).Select(state => state.Node.Name));
        }
    }

    [Fact]
    public void Candidates_NodesLoadNothingForRequests_AreThoseThatHaveTheModel()
    {
        var (choice, nodes) = Cluster(Scenario, loadsMisses: false);
        Assert.Empty(choice.Candidates(Course(0, 0), 0));
        Load(nodes[4], 0);
        Assert.Equal("n4", Assert.Single(choice.Candidates(Course(0, 0), 0)).Node);
    }

    private static RequestCourse Course(int node, int model) => new(new(0, node, model), 0, hit: false);

    private static void Load(NodeState state, int model)
    {
        state.Memory.AddCopy(model, 0);
        state.Memory.EndLoad(7);
    }

    private static (NodeChoice Choice, NodeState[] Nodes) Cluster(ClusterScenario scenario, bool loadsMisses = true)
    {
        var fleet = new ClusterFleet(scenario, ModelCacheNames.Gdsf, new(StageOneNames.Gdsf, StageTwoNames.Market, 1), new Deaf(), TimeProvider.System);
        return (new(fleet.Nodes, scenario, loadsMisses), fleet.Nodes);
    }

    private sealed class Nothing : IClusterWorkload
    {
        public IEnumerable<ClusterRequest> Create(int seed) => [];
    }

    private sealed class Deaf : INodeObserver
    {
        public void Answered(SimulatedNode node, ISimulatedRequest request, EdgeAigc.Core.Negotiation.BidAnswer? answer, double now)
        {
        }

        public void Delivered(SimulatedNode node, SimulatedJob job, double now)
        {
        }
    }
}
