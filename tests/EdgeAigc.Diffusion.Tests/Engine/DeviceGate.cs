using EdgeAigc.Diffusion.Engine;

namespace EdgeAigc.Diffusion.Tests.Engine;

/// <summary>Holds the device thread in the progress callback of a job until it is opened.</summary>
internal sealed class DeviceGate : IDisposable
{
    private readonly ManualResetEventSlim _open = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the job has begun and holds the device.</summary>
    public Task Reached => _reached.Task;

    /// <summary>Given to the job as its progress.</summary>
    public void Hold(JobProgress progress)
    {
        if (progress is not JobStarted)
            return;
        _reached.TrySetResult();
        _open.Wait();
    }

    public void Open() => _open.Set();

    public void Dispose()
    {
        Open();
        _open.Dispose();
    }
}
