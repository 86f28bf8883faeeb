using EdgeAigc.Core.Batching;
using EdgeAigc.Diffusion.Residency;

namespace EdgeAigc.Diffusion.Engine;

/// <summary>Puts the jobs into groups that can share a batch and lets the planner choose. Keeps its lists, so that a step allocates
/// next to nothing.</summary>
/// <param name="patience">Time after which a job without a deadline is not passed over any more.</param>
/// <param name="maxSamples">Rows that a batch may have.</param>
internal sealed class BatchChoice(TimeSpan patience, int maxSamples)
{
    private readonly List<(LoadedModel Model, int Width, int Height, float Timestep)> _keys = [];
    private readonly List<BatchGroup> _groups = [];
    private readonly List<List<QueuedJob>> _jobs = [];
    private readonly List<BatchGroup> _filled = [];
    private readonly List<int> _members = [];

    /// <summary>Chooses the jobs of the next step.</summary>
    /// <param name="ready">Jobs that could make a step; at least one.</param>
    /// <param name="batch">Takes the chosen jobs.</param>
    /// <returns>Their model and the times of its steps at their size.</returns>
    public (LoadedModel Model, StepTimes Times) Choose(List<ReadyJob> ready, List<QueuedJob> batch)
    {
        _keys.Clear();
        _filled.Clear();
        foreach (var (job, model) in ready)
        {
            var group = GroupOf(job, model);
            _jobs[group].Add(job);
            _groups[group].Candidates.Add(Candidate(job, model));
        }

        var chosen = BatchPlanner.Choose(_filled, _members);
        batch.Clear();
        foreach (var member in _members)
            batch.Add(_jobs[chosen][member]);
        return (_keys[chosen].Model, _groups[chosen].Times);
    }

    private int GroupOf(QueuedJob job, LoadedModel model)
    {
        // Where the timestep is per sample, batch mates need not share it.
        var timestep = model.Pipeline.IsTimestepPerSample ? 0 : job.State!.Timestep;
        var key = (model, job.Resolved.Width, job.Resolved.Height, timestep);
        var index = _keys.IndexOf(key);
        if (index >= 0)
            return index;
        index = _keys.Count;
        _keys.Add(key);
        if (index == _groups.Count)
        {
            _groups.Add(new BatchGroup { MaxSamples = maxSamples });
            _jobs.Add([]);
        }

        _groups[index].Candidates.Clear();
        _groups[index].Times = model.StepTimesOf(job.Resolved.Width, job.Resolved.Height);
        _jobs[index].Clear();
        _filled.Add(_groups[index]);
        return index;
    }

    private BatchCandidate Candidate(QueuedJob job, LoadedModel model)
    {
        var elapsed = job.Clock.Elapsed;
        var left = job.Job.Deadline is { } deadline
            ? (deadline - elapsed).TotalSeconds - model.DecodeTimes.Expected(1)
            : double.PositiveInfinity;
        // What a job needs that has not begun is an estimate; it is known by its second step.
        var (rows, evaluations) = job.State is { } state ? (state.Rows, state.EvaluationsLeft) : (job.Resolved.Guidance > 1 ? 2 : 1, job.StepsLeft);
        return new(rows, evaluations, left, (patience - elapsed).TotalSeconds, job.Order);
    }
}
