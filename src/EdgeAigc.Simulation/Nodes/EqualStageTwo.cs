using EdgeAigc.Core.Negotiation;

namespace EdgeAigc.Simulation.Nodes;

/// <summary>The simplest stage two: the same steps for everybody, first come, first served, equal parts of the link. It answers at once and
/// promises nothing, but takes no request that it expects to be late, and no more work than its horizon.</summary>
internal sealed class EqualStageTwo(
    NegotiationOptions options, IReadOnlyDictionary<string, ModelProfile> profiles, double egressBitsPerSecond, DecisionClock decisions) : IStageTwo
{
    private readonly Dictionary<string, Queued> _models = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Offer> _offers = new(StringComparer.Ordinal);
    private long _accepted;
    private int _sending;

    public int Waiting => 0;

    public double PromisedSeconds
    {
        get
        {
            var sum = 0.0;
            foreach (var model in _models.Values)
                sum += model.Jobs * model.Seconds(StepsOf(model.Profile));
            return sum;
        }
    }

    public BidAnswer? Submit(Bid bid, double now)
    {
        var start = decisions.Start();
        var answer = Decide(bid);
        decisions.Stop(start, newBids: 1);
        return answer;
    }

    public IReadOnlyList<(string Id, BidAnswer Answer)> Close(double now) => [];

    public SimulatedJob? Accept(ISimulatedRequest request, double now)
    {
        if (!_offers.Remove(request.Bid.Id, out var offer))
            return null;
        Of(request.Bid.Model).Jobs++;
        return new(request, offer, null, _accepted++);
    }

    public void NoteReady(SimulatedJob job, double now)
    {
        var (bid, model) = (job.Request.Bid, Of(job.Request.Bid.Model));
        model.Jobs--;
        model.Pace.Observe(job.DeviceSeconds, job.Steps, (double)job.ImagesInBatches / job.Steps, bid.Work);
        _sending++;
    }

    public void Decline(string id, double now) => _offers.Remove(id);

    public void End(string id, double now) => _sending--;

    private BidAnswer Decide(Bid bid)
    {
        var (model, backlog) = (Of(bid.Model), PromisedSeconds);
        var steps = bid.Steps ?? StepsOf(model.Profile);
        var wait = Math.Max(backlog, bid.LoadSeconds);
        var rate = Math.Min(egressBitsPerSecond / (_sending + 1), bid.MaxRateBitsPerSecond);
        var finish = wait + model.Seconds(steps) + (bid.PayloadBits > 0 ? bid.PayloadBits / rate : 0);
        var quality = model.Profile.QualityAt(steps);
        if (finish > bid.DeadlineSeconds)
            return new Refusal(RefusalReason.DeadlineUnreachable, finish, 0);
        if (backlog > options.HorizonSeconds)
            return new Refusal(RefusalReason.QueueFull, finish, quality);
        var utility = bid.Weight * (((1 - bid.LatencyPreference) * quality) - (bid.LatencyPreference * finish / options.ReferenceSeconds));
        var offer = new Offer(steps, quality, rate, wait, finish, double.PositiveInfinity, utility, 0, double.PositiveInfinity);
        _offers[bid.Id] = offer;
        return offer;
    }

    private int StepsOf(ModelProfile profile)
    {
        var level = 0;
        while (level + 1 < profile.Levels.Count && profile.Levels[level + 1].Steps <= options.Allocator.FixedSteps)
            level++;
        return profile.Levels[level].Steps;
    }

    private Queued Of(string name)
    {
        if (!_models.TryGetValue(name, out var model))
            _models.Add(name, model = new(profiles[name], options.UncalibratedStepSeconds));
        return model;
    }

    /// <summary>A model and its images that are not made yet.</summary>
    private sealed class Queued(ModelProfile profile, double uncalibratedStepSeconds)
    {
        public ModelProfile Profile { get; } = profile;

        public ModelPace Pace { get; } = new(profile, uncalibratedStepSeconds);

        public int Jobs { get; set; }

        /// <summary>Device seconds of an image beside the others.</summary>
        public double Seconds(int steps) => Pace.FixedSeconds + (steps * Pace.StepSeconds(Math.Max(1, Jobs)));
    }
}
