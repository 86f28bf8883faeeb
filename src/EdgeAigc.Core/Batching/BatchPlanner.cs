namespace EdgeAigc.Core.Batching;

/// <summary>Decides what the device does in its next step: continuous batching at the granularity of denoising steps.</summary>
public static class BatchPlanner
{
    /// <summary>A batch grows only while that makes the device faster by more than this share; measured times are not more exact.</summary>
    private const double WorthWhile = 0.03;

    /// <summary>Slack in seconds from which on nothing presses: such requests may wait for larger batches.</summary>
    private const double Calm = 2;

    /// <summary>Chooses the group whose most pressing request has the least slack; among those where nothing presses the largest
    /// batch, then the first to arrive.</summary>
    /// <param name="groups">Groups with at least one candidate each.</param>
    /// <param name="members">Takes the indices of the chosen group's members, the most pressing first.</param>
    /// <returns>Index of the group; −1 when there is none.</returns>
    public static int Choose(IReadOnlyList<BatchGroup> groups, List<int> members)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(members);
        var (chosen, size) = (-1, 0);
        var best = (Urgency: 0.0, Size: 0, Order: 0L);
        for (var index = 0; index < groups.Count; index++)
        {
            Rank(groups[index]);
            var count = CountMembers(groups[index]);
            var (urgency, order, _) = groups[index].Ranking[0];
            var rank = (urgency, -count, order);
            if (chosen < 0 || rank.CompareTo(best) < 0)
                (chosen, size, best) = (index, count, rank);
        }

        members.Clear();
        for (var place = 0; place < size; place++)
            members.Add(groups[chosen].Ranking[place].Index);
        return chosen;
    }

    private static void Rank(BatchGroup group)
    {
        group.Ranking.Clear();
        for (var index = 0; index < group.Candidates.Count; index++)
        {
            var candidate = group.Candidates[index];
            var urgency = Math.Min(Calm, Math.Min(candidate.Slack(group.Times), candidate.PatienceLeft));
            group.Ranking.Add((urgency, candidate.Order, index));
        }

        group.Ranking.Sort();
    }

    /// <summary>The most pressing request, then as many more as pay and break no deadline.</summary>
    private static int CountMembers(BatchGroup group)
    {
        var (samples, best, bestRate) = (0, 1, 0.0);
        for (var count = 1; count <= group.Ranking.Count; count++)
        {
            samples += group.Candidates[group.Ranking[count - 1].Index].Samples;
            var seconds = group.Times.Expected(samples);
            if (count > 1 && (samples > group.MaxSamples || BreaksADeadline(group, count, seconds)))
                break;
            // Before anything is measured every batch is taken to cost the same.
            var rate = seconds > 0 ? samples / seconds : samples;
            if (count == 1 || rate > bestRate * (1 + WorthWhile))
                (best, bestRate) = (count, rate);
        }

        return best;
    }

    /// <summary>Whether a request that would be in time alone is late in a batch whose steps take that long.</summary>
    private static bool BreaksADeadline(BatchGroup group, int count, double seconds)
    {
        for (var place = 0; place < count; place++)
        {
            var candidate = group.Candidates[group.Ranking[place].Index];
            if (candidate.Slack(group.Times) >= 0 && candidate.SecondsLeft < candidate.StepsLeft * seconds)
                return true;
        }

        return false;
    }
}
