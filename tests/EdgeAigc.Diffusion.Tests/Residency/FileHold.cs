namespace EdgeAigc.Diffusion.Tests.Residency;

/// <summary>Says when a model's files are let go, and can make that take until it is disposed of.</summary>
internal sealed class FileHold : IDisposable
{
    private readonly TaskCompletionSource _letGo = new();

    public FileHold(bool takesLong = false)
    {
        Files = new Held(this);
        if (!takesLong)
            Dispose();
    }

    /// <summary>What the engine holds.</summary>
    public IDisposable Files { get; }

    /// <summary>Ends when somebody lets the files go.</summary>
    public TaskCompletionSource Released { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>It has taken long enough.</summary>
    public void Dispose() => _letGo.TrySetResult();

    private sealed class Held(FileHold hold) : IDisposable
    {
        public void Dispose()
        {
            hold.Released.TrySetResult();
            hold._letGo.Task.Wait();
        }
    }
}
