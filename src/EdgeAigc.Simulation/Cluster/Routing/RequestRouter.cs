using EdgeAigc.Core.Negotiation;
using EdgeAigc.Simulation.Cluster.Results;
using EdgeAigc.Simulation.Nodes;

namespace EdgeAigc.Simulation.Cluster.Routing;

/// <summary>
/// Finds a node for each request as a silo does: two of the candidates of earliest predicted finish are asked and the better offer is taken, the
/// next ones when both refuse. A node may refuse to load a model to spare itself; when nobody else takes the request it goes to the cloud, or those that
/// spared themselves are asked again and must. Else it is rejected.
/// </summary>
/// <param name="scenario">The cluster.</param>
/// <param name="loadsMisses">Whether nodes load models for requests.</param>
/// <param name="recorder">Takes down what becomes of the requests.</param>
internal sealed class RequestRouter(ClusterScenario scenario, bool loadsMisses, RunRecorder recorder) : INodeObserver
{
    private NodeChoice _choice = new([], scenario, loadsMisses);
    private NodeEvents _events = new([]);
    private long _requests;

    /// <summary>Requests that are under way.</summary>
    public long Open { get; private set; }

    /// <summary>Gives it the nodes, before anything else.</summary>
    public void Connect(NodeState[] nodes, NodeEvents events) => (_choice, _events) = (new(nodes, scenario, loadsMisses), events);

    /// <summary>A request arrives.</summary>
    public void Arrive(in ClusterRequest request, double now)
    {
        Open++;
        AskNext(new(request, _requests++, _choice.IsHit(request)), now);
    }

    void INodeObserver.Answered(SimulatedNode node, ISimulatedRequest request, BidAnswer? answer, double now)
    {
        var ask = (NodeAsk)request;
        var course = ask.Course;
        var first = !ask.Heard;
        if (!first && answer is null)
            return;
        ask.Heard = true;
        ask.Offer = answer as Offer;
        if (answer is Refusal)
            ask.Open = false;
        course.Outstanding -= first ? 1 : 0;
        if (!course.Settled && course.Outstanding == 0)
            Decide(course, now);
    }

    void INodeObserver.Ready(SimulatedNode node, SimulatedJob job, double now)
    {
        var ask = (NodeAsk)job.Request;
        ask.State.Memory.GoOn(now);
        recorder.Made(ask.Course.Request.Model, job, ask.State.Speed);
    }

    void INodeObserver.Delivered(SimulatedNode node, SimulatedJob job, double now)
    {
        var ask = (NodeAsk)job.Request;
        Open--;
        recorder.Served(ask, job, now - ask.Course.Request.Time + ask.LatencySeconds, now - ask.Time);
    }

    private void AskNext(RequestCourse course, double now)
    {
        course.Asked.Clear();
        while (course.Asked.Count == 0)
        {
            var candidates = _choice.Candidates(course, now);
            if (candidates.Count > 0)
                Ask(course, candidates, now);
            else if (!loadsMisses || scenario.Cloud is not null || !course.Nodes.Insist())
            {
                GiveUp(course);
                return;
            }
        }

        // The last answer may begin the next round, in the same list.
        var count = course.Outstanding = course.Asked.Count;
        for (var place = 0; place < count; place++)
        {
            var ask = course.Asked[place];
            _events.Touch(ask.State);
            ask.State.Node.Submit(ask, now);
        }
    }

    private void Ask(RequestCourse course, List<Core.Routing.NodeCandidate> candidates, double now)
    {
        var (bid, model) = (course.NextBid(), course.Request.Model);
        foreach (var state in _choice.Pick(bid, candidates))
        {
            var takes = state.Takes(model, scenario.Models[model].Name, course.Nodes.IsLastResort, now);
            course.Nodes.Exclude(state.Node.Name, !takes);
            if (takes)
                course.Asked.Add(NodeAsk.Of(course, state, bid, scenario, now));
        }
    }

    /// <summary>All were heard: the best offer is taken; without one the next are asked, unless the request waits somewhere.</summary>
    private void Decide(RequestCourse course, double now)
    {
        while (course.Asked.Where(ask => ask.Offer is not null).MaxBy(ask => ask.Offer!.Utility) is { } best)
        {
            if (best.State.Node.Accept(best, now) is { } job)
            {
                Serve(best, job, now);
                return;
            }

            // It has lapsed.
            best.Offer = null;
            best.Open = false;
        }

        if (!course.Asked.Exists(ask => ask.Open))
            AskNext(course, now);
    }

    private void Serve(NodeAsk best, SimulatedJob job, double now)
    {
        var (course, request) = (best.Course, best.Course.Request);
        course.Settled = true;
        foreach (var other in course.Asked)
        {
            if (other == best || !other.Open)
                continue;
            other.Open = false;
            _events.Touch(other.State);
            other.State.Node.Decline(other, now);
        }

        best.Open = false;
        _events.Touch(best.State);
        best.State.NoteAccepted(request.Model, scenario.Models[request.Model].Name, now);
        var (waits, wantsCopy) = best.State.Memory.Take(request.Model, request.Tenant, job, now);
        if (!waits)
            best.State.Node.Start(job);
        if (wantsCopy && loadsMisses && _choice.Cheapest(request, now) is { } state)
        {
            _events.Touch(state);
            state.Memory.AddCopy(request.Model, now);
        }
    }

    private void GiveUp(RequestCourse course)
    {
        course.Settled = true;
        Open--;
        recorder.Unserved(course);
    }
}
