using System.Collections.Concurrent;
using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Tests.Residency;

/// <summary>Files that come when a test says so; those it says nothing of are in place.</summary>
internal sealed class ScriptedSource : IModelSource
{
    private readonly ConcurrentDictionary<string, Fetch> _fetches = new();

    public Fetch Expect(string model) => _fetches[model] = new();

    public Task<ModelPresence> EnsureAsync(ModelFolder model, Action<ModelFetchProgress> progress, CancellationToken cancellation)
    {
        if (!_fetches.TryGetValue(model.Name, out var fetch))
            return Task.FromResult(ModelPresence.InPlace);
        fetch.Asked.TrySetResult(progress);
        cancellation.Register(() => fetch.Stopped.TrySetResult());
        return fetch.Presence.Task;
    }

    public sealed class Fetch
    {
        public TaskCompletionSource<Action<ModelFetchProgress>> Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Stopped { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<ModelPresence> Presence { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
