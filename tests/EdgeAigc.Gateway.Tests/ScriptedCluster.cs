using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Nodes;
using EdgeAigc.Gateway.Cluster;

namespace EdgeAigc.Gateway.Tests;

/// <summary>A cluster that tells what the test has written, and remembers what it was asked.</summary>
internal sealed class ScriptedCluster : IImageCluster
{
    public static readonly byte[] Picture = [0x89, (byte)'P', (byte)'N', (byte)'G', 1, 2, 3];

    /// <summary>Events of a request; by default it succeeds with the steps that it asks for, or 4.</summary>
    public Func<GenerationRequest, IEnumerable<GenerationEvent>> Script { get; set; } = Succeed;

    /// <summary>What the nodes say of themselves.</summary>
    public ImmutableArray<NodeStatus> Nodes { get; set; } = [];

    /// <summary>Requests by their ids.</summary>
    public ConcurrentDictionary<string, GenerationRequest> Asked { get; } = new();

    /// <summary>Ends when a request without a last event begins to wait.</summary>
    public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when a request without a last event was left.</summary>
    public TaskCompletionSource Left { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static IEnumerable<GenerationEvent> Succeed(GenerationRequest request)
    {
        var steps = request.Steps ?? 4;
        var promise = new GenerationPromise(steps, 0.75, TimeSpan.FromMilliseconds(50));
        yield return new GenerationAccepted("some-model", "node-7", promise);
        yield return new DenoisingStarted("CPU", steps, 2, 64, 32);
        for (var step = 1; step <= steps; step++)
            yield return new DenoisingStep(step, steps, request.PreviewEvery is { } every && step % every == 0 ? [(byte)step] : null);
        yield return Completed(request, steps) with { Promise = promise };
    }

    public static GenerationCompleted Completed(GenerationRequest request, int steps) => new()
    {
        Image = Picture,
        ContentType = "image/png",
        Model = "some-model",
        Node = "node-7",
        Device = "CPU",
        Scheduler = "DDIMScheduler",
        Steps = steps,
        Seed = request.Seed,
        Guidance = 2,
        Width = 64,
        Height = 32,
        Timings = new(default, default, default, default, default),
        QualityEstimate = 0.8125,
        Finish = TimeSpan.FromMilliseconds(40),
    };

    public async IAsyncEnumerable<GenerationEvent> GenerateAsync(
        string requestId, GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Asked[requestId] = request;
        foreach (var next in Script(request))
        {
            await Task.Yield();
            yield return next;
            if (next.IsLast)
                yield break;
        }

        try
        {
            Waiting.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        finally
        {
            Left.TrySetResult();
        }
    }

    public Task<ImmutableArray<NodeStatus>> GetNodesAsync(CancellationToken cancellationToken) => Task.FromResult(Nodes);
}
