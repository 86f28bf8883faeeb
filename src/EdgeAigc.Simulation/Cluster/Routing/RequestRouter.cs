using System.Globalization;
using EdgeAigc.Core.Negotiation;
using EdgeAigc.Simulation.Cluster.Results;
using EdgeAigc.Simulation.Nodes;

namespace EdgeAigc.Simulation.Cluster.Routing;

/// <summary>
/// Finds a node for each request as a silo does: the two candidates of earliest predicted finish are asked and the better offer is taken, the
/// next ones when both refuse. Candidates have the model in memory or on its way. When none takes the request, the reactive policy may
/// load the model on the node that gives up least for it; else the request goes to the cloud or is rejected.
/// </summary>
internal sealed class RequestRouter(ClusterScenario scenario, bool isReactive, RunRecorder recorder) : INodeObserver
{
    private const int AskedAtOnce = 2;

    private NodeChoice _choice = new([], 0);
    private NodeEvents _events = new([]);
    private long _requests;

    /// <summary>Requests that are under way.</summary>
    public long Open { get; private set; }

    /// <summary>Gives it the nodes, before anything else.</summary>
    public void Connect(NodeState[] nodes, NodeEvents events) => (_choice, _events) = (new(nodes, scenario.AccessSeconds), events);

    /// <summary>A request arrives.</summary>
    public void Arrive(in ClusterRequest request, double now)
    {
        Open++;
        var course = new RequestCourse(request, (_requests++).ToString(CultureInfo.InvariantCulture));
        _choice.FindCandidates(course, now);
        AskNext(course, now);
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
            Close(ask, now);
        course.Outstanding -= first ? 1 : 0;
        if (!course.Settled && course.Outstanding == 0)
            Decide(course, now);
    }

    void INodeObserver.Ready(SimulatedNode node, SimulatedJob job, double now)
    {
        var ask = (NodeAsk)job.Request;
        ask.State.Memory.Release(ask.Course.Request.Model, now);
        recorder.Made(ask.Course.Request.Model, job, scenario.Nodes[ask.State.Index].Speed);
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
        while (course.Candidates.Count > 0 && course.Asked.Count < AskedAtOnce)
        {
            var state = course.Candidates[^1];
            course.Candidates.RemoveAt(course.Candidates.Count - 1);
            // It may have left meanwhile.
            if (state.Memory.Serves(course.Request.Model))
                course.Asked.Add(NodeAsk.Of(course, state, scenario, now));
        }

        if (course.Asked.Count == 0)
            Miss(course, now);
        else
            Submit(course, now);
    }

    private void Submit(RequestCourse course, double now)
    {
        // The last answer may begin the next round, in the same list.
        var count = course.Outstanding = course.Asked.Count;
        for (var place = 0; place < count; place++)
        {
            var ask = course.Asked[place];
            _events.Touch(ask.State);
            ask.State.Node.Submit(ask, now);
        }
    }

    /// <summary>All were heard: the best offer is taken; without one the next are asked, unless the request waits somewhere.</summary>
    private void Decide(RequestCourse course, double now)
    {
        while (course.Asked.Where(ask => ask.Offer is not null).MaxBy(ask => ask.Utility(scenario.Negotiation.ReferenceSeconds)) is { } best)
        {
            if (best.State.Node.Accept(best, now) is { } job)
            {
                Serve(best, job, now);
                return;
            }

            // It has lapsed.
            best.Offer = null;
            Close(best, now);
        }

        if (!course.Asked.Exists(ask => ask.Open))
            AskNext(course, now);
    }

    private void Serve(NodeAsk best, SimulatedJob job, double now)
    {
        var course = best.Course;
        course.Settled = true;
        foreach (var other in course.Asked)
        {
            if (other == best || !other.Open)
                continue;
            _events.Touch(other.State);
            other.State.Node.Decline(other, now);
            Close(other, now);
        }

        best.Open = false;
        _events.Touch(best.State);
        var (model, memory) = (course.Request.Model, best.State.Memory);
        if (memory.IsLoaded(model))
            best.State.Node.Start(job);
        else
            memory.Await(model, job);
        if (isReactive && !course.MissHandled && memory.Ask(model, course.Request.Tenant, now).WantsCopy)
            AddCopy(course, now);
    }

    /// <summary>Nobody who has the model takes the request.</summary>
    private void Miss(RequestCourse course, double now)
    {
        var request = course.Request;
        if (isReactive && !course.MissHandled && _choice.Cheapest(request, now) is { } state)
        {
            course.MissHandled = true;
            _events.Touch(state);
            state.Memory.Ask(request.Model, request.Tenant, now);
            if (state.Memory.Serves(request.Model))
            {
                course.Asked.Add(NodeAsk.Of(course, state, scenario, now));
                Submit(course, now);
                return;
            }
        }

        course.Settled = true;
        Open--;
        recorder.Unserved(course);
    }

    private void AddCopy(RequestCourse course, double now)
    {
        if (_choice.Cheapest(course.Request, now) is not { } state)
            return;
        _events.Touch(state);
        state.Memory.AddCopy(course.Request.Model, now);
    }

    private void Close(NodeAsk ask, double now)
    {
        if (!ask.Open)
            return;
        ask.Open = false;
        _events.Touch(ask.State);
        ask.State.Memory.Release(ask.Course.Request.Model, now);
    }
}
