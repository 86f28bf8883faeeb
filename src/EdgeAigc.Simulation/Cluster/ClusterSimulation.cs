using EdgeAigc.Simulation.Cluster.Frames;
using EdgeAigc.Simulation.Cluster.Results;
using EdgeAigc.Simulation.Cluster.Routing;

namespace EdgeAigc.Simulation.Cluster;

/// <summary>
/// A cluster in virtual time, event by event: the planner, the forecast, the caches, the negotiation and the batches are those of the product.
/// The same scenario, policies and seed give the same result. Runs share nothing but their scenario and may go on at once.
/// </summary>
public sealed class ClusterSimulation
{
    private readonly ClusterScenario _scenario;
    private readonly TimeProvider _clock;
    private readonly RunRecorder _recorder;
    private readonly RequestRouter _router;
    private readonly ClusterFleet _fleet;
    private readonly IStageOne _stageOne;
    private readonly NodeEvents _events;
    private readonly ClusterRun _run;
    private double _now;
    private long _requests;

    private ClusterSimulation(ClusterScenario scenario, ClusterRun run, TimeProvider clock)
    {
        (_scenario, _run, _clock) = (scenario, run, clock);
        var (cache, loadsMisses) = StageOnePolicies.CacheOf(run.StageOne, scenario);
        _recorder = new(scenario);
        _router = new(scenario, loadsMisses, _recorder);
        _fleet = new(scenario, cache, run, _router, clock);
        _events = new(_fleet.Nodes);
        _router.Connect(_fleet.Nodes, _events);
        _stageOne = StageOnePolicies.Plans(run.StageOne, scenario, new(scenario, _recorder.Experience, _fleet.Reachable), run.Seed, clock);
    }

    /// <summary>Runs a scenario.</summary>
    /// <param name="scenario">The cluster and what it is asked for.</param>
    /// <param name="stageOne">One of <see cref="StageOneNames"/>.</param>
    /// <param name="stageTwo">One of <see cref="StageTwoNames"/>.</param>
    /// <param name="seed">Seed of the requests and of everything else that is random.</param>
    /// <param name="clock">Measures wall time.</param>
    /// <param name="progress">Is told the virtual time and the requests so far, once a frame.</param>
    /// <exception cref="ArgumentException">There is no policy of that name.</exception>
    public static ClusterResult Run(
        ClusterScenario scenario, string stageOne, string stageTwo, int seed, TimeProvider clock, Action<double, long>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(clock);
        return new ClusterSimulation(scenario, new(stageOne, stageTwo, seed), clock).Run(progress);
    }

    private ClusterResult Run(Action<double, long>? progress)
    {
        var start = _clock.GetTimestamp();
        using var requests = new FrameReader(_scenario.Workload.Create(_run.Seed));
        for (var frame = 0; requests.Read((frame + 1) * _scenario.FrameSeconds) is { } coming; frame++)
        {
            _requests += coming.Count;
            var end = (frame + 1) * _scenario.FrameSeconds;
            RunFrame(frame, coming, end);
            progress?.Invoke(end, _requests);
        }

        HandleUntil(double.MaxValue);
        if (_router.Open > 0)
            throw new InvalidOperationException($"{_router.Open} of {_requests} requests have no outcome at {_now} s; this is a defect of the simulator.");
        return new ResultWriter(_scenario, _run, _recorder, _fleet).Write(_now, _requests, _clock.GetElapsedTime(start).TotalSeconds);
    }

    private void RunFrame(int frame, IReadOnlyList<ClusterRequest> coming, double end)
    {
        _now = frame * _scenario.FrameSeconds;
        var plan = _stageOne.Begin(frame, coming, _fleet.Nodes);
        if (plan is not null)
        {
            foreach (var state in _fleet.Nodes)
                _events.Touch(state);
            _events.Settle(_now);
        }

        foreach (var request in coming)
        {
            HandleUntil(request.Time);
            _now = request.Time;
            _router.Arrive(request, _now);
            _events.Settle(_now);
        }

        HandleUntil(end);
        _stageOne.End(frame, coming);
        _recorder.EndFrame(_fleet.Loads, plan);
    }

    private void HandleUntil(double time)
    {
        while (_events.NextTime <= time)
        {
            _now = _events.NextTime;
            _events.HandleNext(_now);
            _events.Settle(_now);
        }
    }
}
