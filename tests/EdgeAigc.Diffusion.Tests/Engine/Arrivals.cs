using EdgeAigc.Diffusion.Engine;

namespace EdgeAigc.Diffusion.Tests.Engine;

/// <summary>Runs jobs that arrive together and keeps the order of their steps, such as <c>A1 B1 A2</c>.</summary>
internal sealed class Arrivals(EngineHarness harness) : IDisposable
{
    private readonly DeviceGate _gate = new();
    private readonly List<string> _steps = [];
    private readonly Dictionary<string, Task<JobOutcome>> _jobs = [];

    /// <summary>The steps so far, in their order.</summary>
    public string Steps => string.Join(' ', _steps);

    /// <summary>Holds the device in the first job until <see cref="FinishAsync"/>.</summary>
    public async Task HoldAsync(string name, DenoisingJob job)
    {
        _jobs.Add(name, harness.Engine.RunAsync(
            job,
            progress =>
            {
                Note(name, progress);
                _gate.Hold(progress);
            },
            TestContext.Current.CancellationToken));
        await _gate.Reached.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    /// <summary>Adds a job while the device is held.</summary>
    public void Add(string name, DenoisingJob job, Action<JobProgress>? then = null, CancellationToken? cancellation = null) =>
        _jobs.Add(name, harness.Engine.RunAsync(
            job,
            progress =>
            {
                Note(name, progress);
                then?.Invoke(progress);
            },
            cancellation ?? TestContext.Current.CancellationToken));

    /// <summary>Lets the device go and waits for all jobs; one that was cancelled has no outcome.</summary>
    public async Task<Dictionary<string, JobOutcome>> FinishAsync()
    {
        _gate.Open();
        var outcomes = new Dictionary<string, JobOutcome>();
        foreach (var (name, job) in _jobs)
        {
            await ((Task)job.WaitAsync(TimeSpan.FromSeconds(30))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (job.IsCompletedSuccessfully)
                outcomes.Add(name, await job);
        }

        return outcomes;
    }

    public void Dispose() => _gate.Dispose();

    private void Note(string name, JobProgress progress)
    {
        if (progress is StepDone done)
            _steps.Add($"{name}{done.Step}");
    }
}
