using System.Runtime.CompilerServices;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Gateway.Cluster;
using EdgeAigc.Gateway.Errors;

namespace EdgeAigc.Gateway.Images;

/// <summary>One image of an order, while its caller waits for it.</summary>
internal sealed class ImageRun(IImageCluster cluster, string id, GenerationRequest request, TimeProvider time)
{
    private readonly LoadingWatch _loading = new(time);

    /// <summary>The work that was made.</summary>
    public WorkMeter Meter { get; } = new();

    /// <summary>The image, once it is there.</summary>
    public GenerationCompleted? Image { get; private set; }

    /// <summary>Why there is none, or null.</summary>
    public ApiError? Refusal { get; private set; }

    /// <summary>Whether it was sent before, and this is the same run of it.</summary>
    public bool IsJoined { get; private set; }

    /// <summary>Whether it ended for no cause of its own.</summary>
    public bool WasCancelled { get; private set; }

    /// <summary>The events of the request; leaving them cancels it.</summary>
    public async IAsyncEnumerable<GenerationEvent> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var next in cluster.GenerateAsync(id, request, cancellationToken))
        {
            IsJoined |= next is GenerationJoined;
            Meter.Take(next);
            _loading.Take(next);
            yield return next;
        }
    }

    /// <summary>Runs the request to its end, or until its model turns out to be loaded for longer than its caller should wait. A refusal
    /// stops the others.</summary>
    public async Task RunAsync(TimeSpan loadingPatience, CancellationTokenSource others)
    {
        try
        {
            await foreach (var next in FollowAsync(others.Token))
            {
                Image = next as GenerationCompleted;
                Refusal = next is GenerationFailed failed ? _loading.Tell(FailureMapping.ToApiError(failed))
                    : _loading.IsLong(loadingPatience) ? _loading.Refuse() : null;
                if (Refusal is not null)
                    await others.CancelAsync();
                if (Refusal is not null || next.IsLast)
                    return;
            }

            throw new InvalidOperationException($"The stream of request '{id}' ended without a last event.");
        }
        catch (OperationCanceledException) when (others.IsCancellationRequested)
        {
            (WasCancelled, Refusal) = (true, FailureMapping.ToApiError(new(FailureCodes.Cancelled, null, "The request was cancelled.", false)));
        }
        catch
        {
            await others.CancelAsync();
            throw;
        }
    }
}
