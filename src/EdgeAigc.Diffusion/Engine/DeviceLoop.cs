using EdgeAigc.Diffusion.Residency;

namespace EdgeAigc.Diffusion.Engine;

/// <summary>What the device thread does, turn by turn: forgets cancelled jobs, goes on with loading, takes up jobs whose model is
/// there, decodes what is done, and makes one step of one batch.</summary>
/// <param name="board">The jobs.</param>
/// <param name="models">The models.</param>
/// <param name="units">Takes up jobs and makes steps.</param>
/// <param name="pictures">Completes pictures.</param>
/// <param name="batches">Chooses the next batch.</param>
/// <param name="calibrations">What is measured while no job wants the device.</param>
/// <param name="maxSamples">Rows that a batch may have.</param>
internal sealed class DeviceLoop(
    JobBoard board,
    ModelWishes models,
    JobUnits units,
    PictureUnits pictures,
    BatchChoice batches,
    EngineCalibrations calibrations,
    int maxSamples)
{
    private readonly List<QueuedJob> _jobs = [];
    private readonly List<ReadyJob> _ready = [];
    private readonly List<QueuedJob> _claimed = [];

    /// <summary>Works until the board is closed; then ends what is left.</summary>
    public void Run()
    {
        while (!board.IsClosed)
        {
            if (!Turn())
                board.Wait();
        }

        while (pictures.IsFinishing)
            board.Wait();
        board.CopyTo(_jobs);
        foreach (var job in _jobs)
            board.End(job, JobOutcome.FromFault(EngineFaults.Stopping));
        calibrations.Stop();
        models.Stop();
    }

    /// <summary>One unit of work; false when there is nothing to do until something changes.</summary>
    private bool Turn()
    {
        board.CopyTo(_jobs);
        foreach (var job in _jobs)
        {
            if (job.Cancellation.IsCancellationRequested && !job.IsFinishing)
                board.End(job, null);
        }

        models.Advance(_jobs, calibrations.FindCurrent()?.Model);
        FindReady();
        TakeUp();
        var done = _ready.FindIndex(static ready => ready.Job.State is { IsDone: true });
        if (done >= 0)
            Complete(_ready[done]);
        else if (_ready.Count > 0)
            Step();
        return _ready.Count > 0 || Calibrate();
    }

    private bool Calibrate()
    {
        if (calibrations.FindCurrent() is not { Model: var model })
            return false;
        if (models.FailureOf(model.Name) is { } failure)
            calibrations.Fail(failure);
        return calibrations.Advance(models.Find(model.Name));
    }

    private void FindReady()
    {
        _ready.Clear();
        foreach (var job in _jobs)
        {
            if (job.IsEnded || job.IsFinishing)
                continue;
            if (models.Find(job.Model.Name) is { } model)
                _ready.Add(new(job, model));
            else
                units.WaitForModel(job, models.StateOf(job.Model.Name), models.ProgressOf(job.Model.Name), models.FailureOf(job.Model.Name));
        }
    }

    /// <summary>Takes up the waiting jobs of networks whose batches depend on what only a begun job knows, as many of a model as a batch
    /// may hold; one with a deadline whatever their number. All others begin with their first step, so that their steps stay open
    /// until then.</summary>
    private void TakeUp()
    {
        foreach (var (_, model) in _ready)
            model.RowsTakenUp = 0;
        foreach (var (job, model) in _ready)
            model.RowsTakenUp += job.State?.Rows ?? 0;
        foreach (var (job, model) in _ready)
        {
            if (job.State is not null || BeginsWithItsStep(job, model) || (model.RowsTakenUp >= maxSamples && job.Job.Deadline is null) || !board.TryClaim(job))
                continue;
            models.Touch(model);
            units.Begin(job, model);
            model.RowsTakenUp += job.State?.Rows ?? 0;
            board.Release(job);
        }

        _ready.RemoveAll(static ready => ready.Job.IsEnded || (ready.Job.State is null && !BeginsWithItsStep(ready.Job, ready.Model)));
    }

    private static bool BeginsWithItsStep(QueuedJob job, LoadedModel model)
    {
        var pipeline = model.Pipeline;
        return pipeline.IsTimestepPerSample && pipeline.FixedRows is null
            && (pipeline.FixedSize is not { } size || (job.Resolved.Width, job.Resolved.Height) == (size.Width, size.Height));
    }

    private void Complete(ReadyJob ready)
    {
        if (!board.TryClaim(ready.Job))
            return;
        pictures.Complete(ready.Job, ready.Model);
        // One whose file is being made stays claimed, so that nobody ends it meanwhile.
        if (!ready.Job.IsFinishing)
            board.Release(ready.Job);
    }

    private void Step()
    {
        var (model, times) = batches.Choose(_ready, _claimed);
        _claimed.RemoveAll(job => !board.TryClaim(job));
        for (var i = _claimed.Count - 1; i >= 0; i--)
        {
            if (_claimed[i].State is not null)
                continue;
            models.Touch(model);
            units.Begin(_claimed[i], model);
            if (_claimed[i].State is not null)
                continue;
            board.Release(_claimed[i]);
            _claimed.RemoveAt(i);
        }

        if (_claimed.Count > 0)
            units.Advance(_claimed, model, times);
        foreach (var job in _claimed)
            board.Release(job);
    }
}
