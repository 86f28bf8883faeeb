using EdgeAigc.Core.Placement;
using EdgeAigc.Simulation.Cluster.Memory;
using EdgeAigc.Simulation.Cluster.Routing;
using EdgeAigc.Simulation.Nodes;

namespace EdgeAigc.Simulation.Cluster.Results;

/// <summary>Takes down what becomes of the requests of a run.</summary>
internal sealed class RunRecorder(ClusterScenario scenario)
{
    // Clocks and steps are not more exact.
    private const double PromiseTolerance = 1.1;

    private readonly List<OutcomeSums> _frames = [];
    private readonly List<LoadCounts> _loads = [];
    private readonly List<(double Gap, double Seconds)?> _plans = [];
    private readonly double _penalty = scenario.Negotiation.RejectPenalty;
    private readonly double _reference = scenario.Negotiation.ReferenceSeconds;

    /// <summary>What was learned of each model.</summary>
    public ModelExperience[] Experience { get; } = [.. scenario.Models.Select(model => new ModelExperience(model.Profile, scenario.Negotiation.Allocator.FixedSteps))];

    public OutcomeSums Total { get; } = new();

    public LogHistogram Delays { get; } = new();

    /// <summary>A device made an image.</summary>
    public void Made(int model, SimulatedJob job, double speed) => Experience[model].Observe(job.OwnSeconds * speed, scenario.Models[model].Profile.QualityAt(job.Steps));

    /// <summary>A node served a request.</summary>
    public void Served(NodeAsk ask, SimulatedJob job, double delay, double sinceBid)
    {
        var request = ask.Course.Request;
        if (request.Time < scenario.WarmUpSeconds)
            return;
        var quality = scenario.Models[request.Model].Profile.QualityAt(job.Steps);
        var (utility, broken) = (Utility(request, quality, delay), sinceBid > PromiseTolerance * job.Offer.FinishSeconds);
        Total.AddServed(ask.Course.Hit, utility, quality, delay, job.Steps, broken);
        FrameOf(request.Time).AddServed(ask.Course.Hit, utility, quality, delay, job.Steps, broken);
        Delays.Add(delay);
    }

    /// <summary>No node serves a request.</summary>
    public void Unserved(RequestCourse course)
    {
        var request = course.Request;
        if (request.Time < scenario.WarmUpSeconds)
            return;
        if (scenario.Cloud is not { } cloud)
        {
            Total.AddRejected(course.Hit, -request.Weight * _penalty);
            FrameOf(request.Time).AddRejected(course.Hit, -request.Weight * _penalty);
            return;
        }

        var utility = Utility(request, cloud.Quality, cloud.DelaySeconds);
        Total.AddCloud(course.Hit, utility, cloud.Quality, cloud.DelaySeconds);
        FrameOf(request.Time).AddCloud(course.Hit, utility, cloud.Quality, cloud.DelaySeconds);
        Delays.Add(cloud.DelaySeconds);
    }

    /// <summary>A frame ends.</summary>
    public void EndFrame(LoadCounts loads, (double Gap, double Seconds)? plan)
    {
        _loads.Add(loads.Copy());
        _plans.Add(plan);
    }

    /// <summary>Loads from a source in the frames that count.</summary>
    public long LoadsFrom(LoadSource source) =>
        _loads.Count == 0 ? 0 : _loads[^1].From(source) - (FirstFrame > 0 && FirstFrame <= _loads.Count ? _loads[FirstFrame - 1].From(source) : 0);

    /// <summary>The frames that count.</summary>
    public IReadOnlyList<FrameRow> Rows()
    {
        var rows = new List<FrameRow>();
        for (var frame = FirstFrame; frame < _loads.Count; frame++)
        {
            var sums = FrameAt(frame);
            var before = frame > 0 ? _loads[frame - 1] : new();
            rows.Add(new(
                frame * scenario.FrameSeconds,
                sums.Requests,
                OutcomeSums.Mean(sums.Utility, sums.Requests),
                OutcomeSums.Mean(sums.Hits, sums.Requests),
                OutcomeSums.Mean(sums.Cloud, sums.Requests),
                OutcomeSums.Mean(sums.Rejected, sums.Requests),
                OutcomeSums.Mean(sums.Delay, sums.Served + sums.Cloud),
                _loads[frame].Total - before.Total,
                _loads[frame].MovedBytes - before.MovedBytes,
                _plans[frame]?.Gap,
                _plans[frame]?.Seconds));
        }

        return rows;
    }

    private int FirstFrame => (int)(scenario.WarmUpSeconds / scenario.FrameSeconds);

    private double Utility(in ClusterRequest request, double quality, double delay) =>
        request.Weight * (((1 - request.LatencyPreference) * quality) - (request.LatencyPreference * delay / _reference));

    private OutcomeSums FrameOf(double time) => FrameAt((int)(time / scenario.FrameSeconds));

    private OutcomeSums FrameAt(int frame)
    {
        while (_frames.Count <= frame)
            _frames.Add(new());
        return _frames[frame];
    }
}
