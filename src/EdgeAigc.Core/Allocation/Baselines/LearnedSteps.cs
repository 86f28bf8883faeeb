using EdgeAigc.Core.Learned;

namespace EdgeAigc.Core.Allocation.Baselines;

/// <summary>
/// A trained policy of stage two on a node's slot, behind the shield. Requests are told as users whose model is cached. Where the policy has a
/// number of users, fewer are made up to it by users who are not served here, and more are decided group by group in their order, each
/// with its part of compute and link. Steps asked for become the next lower level of the request's curve, or its lowest.
/// </summary>
/// <param name="actors">The policy.</param>
/// <param name="seed">Seed of its chance, the same in every slot: the same slot has the same answer.</param>
internal sealed class LearnedSteps(SlotActors actors, int seed) : IBaseline
{
    private readonly List<int> _served = [];
    private readonly FeasibilityShield _shield = new();

    public string Policy => SlotAllocatorNames.Learned;

    public FeasibilityShield? Shield => _shield;

    public void Decide(SlotProblem problem, Decisions decisions, in TimeLimit limit)
    {
        _served.Clear();
        for (var i = 0; i < problem.Requests.Count; i++)
        {
            if (Admission.Fits(problem, problem.Requests[i], 0, 1, problem.ComputeSeconds))
                _served.Add(i);
        }

        if (_served.Count == 0)
            return;
        var users = actors.Users ?? _served.Count;
        var actor = actors.For(users);
        actor.Restart(seed);
        for (var from = 0; from < _served.Count; from += users)
            DecideGroup(problem, decisions, actor, from, Math.Min(users, _served.Count - from));
        _shield.Apply(problem, decisions);
    }

    private void DecideGroup(SlotProblem problem, Decisions decisions, SlotActor actor, int from, int count)
    {
        var part = (double)count / _served.Count;
        var (users, limits, shares) = (new SlotUser[actor.Users], new int[actor.Users], new double[actor.Users]);
        for (var user = 0; user < users.Length; user++)
        {
            var described = user < count ? Describe(problem, problem.Requests[_served[from + user]], actor.Scales) : Absent(actor.Scales);
            (users[user], limits[user]) = (AsTrained(described, actor.Scales), described.Model.BestLevel);
        }

        var action = actor.Act(users);
        var wanted = new double[actor.Users];
        ActionAmender.Want(action, limits, wanted);
        ActionAmender.Share(action, actor.Scales.Temperature, Math.Min(actor.Scales.LeastShare, 1.0 / actor.Users), shares);
        var (scale, sum) = (Scale(problem, from, count, part, wanted), shares.AsSpan(0, count).ToArray().Sum());
        for (var user = 0; user < count; user++)
        {
            var i = _served[from + user];
            decisions.Levels[i] = LevelOf(problem.Requests[i], wanted[user] * scale);
            decisions.Shares[i] = problem.Requests[i].PayloadBits > 0 ? part * shares[user] / sum : 0;
        }
    }

    /// <summary>What a request is to a policy that was trained on users of a radio cell: what it does not say is as in the mean of the training.</summary>
    private SlotUser Describe(SlotProblem problem, SlotRequest request, SlotScales scales)
    {
        var (levels, gains) = (new int[request.Quality.Count], new double[request.Quality.Count]);
        for (var level = 0; level < levels.Length; level++)
        {
            var (steps, quality) = request.Quality[level];
            levels[level] = steps;
            gains[level] = ((1 - request.LatencyPreference) * quality) - (request.LatencyPreference * steps * request.StepSeconds / problem.ReferenceSeconds);
        }

        // Who could not take an equal share of the link is as far off as his rate is below it.
        var reach = Math.Min(1, request.MaxRateBitsPerSecond * _served.Count / problem.EgressBitsPerSecond);
        var bits = request.PayloadBits > 0 ? request.PayloadBits : Math.Exp(scales.Bits.Mean);
        return new(true, Math.Exp(scales.Gain.Mean) * reach, Math.Exp(scales.Bits.Mean), bits, ModelTraits.Of(levels, gains, request.StepSeconds));
    }

    /// <summary>Numbers that the training never came near are told as the nearest ones that it did.</summary>
    private static SlotUser AsTrained(SlotUser user, SlotScales scales)
    {
        var (model, kinds) = (user.Model, scales.Models);
        return user with
        {
            Gain = Math.Exp(scales.Gain.Clamp(Math.Log(user.Gain))),
            OutputBits = Math.Exp(scales.Bits.Clamp(Math.Log(user.OutputBits))),
            Model = new((int)Math.Round(kinds[0].Clamp(model.BestLevel)), kinds[1].Clamp(model.Gain), (int)Math.Round(kinds[2].Clamp(model.HalfLevel)), kinds[3].Clamp(model.StepSeconds)),
        };
    }

    private static SlotUser Absent(SlotScales scales) => new(false, Math.Exp(scales.Gain.Mean), Math.Exp(scales.Bits.Mean), Math.Exp(scales.Bits.Mean), default);

    /// <summary>By what all wanted steps are multiplied so that they fit the compute of the group.</summary>
    private double Scale(SlotProblem problem, int from, int count, double part, double[] wanted)
    {
        var (room, sum) = (part * problem.ComputeSeconds, 0.0);
        for (var user = 0; user < count; user++)
        {
            var request = problem.Requests[_served[from + user]];
            room -= request.FixedComputeSeconds;
            sum += wanted[user] * request.StepSeconds;
        }

        return sum > room ? Math.Max(0, room) / sum : 1;
    }

    private static int LevelOf(SlotRequest request, double steps)
    {
        var level = 0;
        while (level + 1 < request.Quality.Count && request.Quality[level + 1].Steps <= steps)
            level++;
        return level;
    }
}
