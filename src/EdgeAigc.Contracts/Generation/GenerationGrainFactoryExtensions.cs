using System.Runtime.CompilerServices;

namespace EdgeAigc.Contracts.Generation;

/// <summary>How a client follows a request although silos may die under it.</summary>
public static class GenerationGrainFactoryExtensions
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Follows a request to its last event and puts the image together. When the silo that relays it is lost, asks again under the same id: the
    /// request joins what is still running or starts over with the same seed, so that the caller sees one result.
    /// </summary>
    /// <param name="grains">Grain factory of a connected client.</param>
    /// <param name="requestId">Id of the request, unique for the caller.</param>
    /// <param name="request">The request.</param>
    /// <param name="time">Clock for the pauses between attempts.</param>
    /// <param name="patience">For how long a lost request is asked for again; longer than a cluster takes to notice a dead silo.</param>
    /// <param name="cancellationToken">Leaves the request.</param>
    /// <returns>Events in order; after a loss the sequence starts again from its first event.</returns>
    /// <exception cref="OrleansException">The cluster did not come back within <paramref name="patience"/>.</exception>
    public static async IAsyncEnumerable<GenerationEvent> GenerateAsync(
        this IGrainFactory grains,
        string requestId,
        GenerationRequest request,
        TimeProvider time,
        TimeSpan patience,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(grains);
        ArgumentNullException.ThrowIfNull(time);
        var lastNews = time.GetTimestamp();
        var image = new ImageAssembly();
        for (var isFirst = true; ; isFirst = false)
        {
            var stream = grains.GetGrain<IGenerationGrain>(requestId).GenerateAsync(request, cancellationToken).GetAsyncEnumerator(cancellationToken);
            try
            {
                while (await MoveNextAsync(stream, () => time.GetElapsedTime(lastNews) < patience))
                {
                    lastNews = time.GetTimestamp();
                    // After a loss it joins its own run.
                    if (stream.Current is GenerationJoined && !isFirst)
                        continue;
                    yield return image.Take(stream.Current);
                    if (stream.Current.IsLast)
                        yield break;
                }
            }
            finally
            {
                await CloseAsync(stream);
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    // False when the stream was lost and it is worth asking again.
    private static async Task<bool> MoveNextAsync(IAsyncEnumerator<GenerationEvent> stream, Func<bool> isPatient)
    {
        try
        {
            return await stream.MoveNextAsync();
        }
        catch (Exception exception) when (IsLoss(exception) && isPatient())
        {
            return false;
        }
    }

    private static async Task CloseAsync(IAsyncEnumerator<GenerationEvent> stream)
    {
        try
        {
            await stream.DisposeAsync();
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            // Its silo is gone and the stream with it.
        }
    }

    private static bool IsLoss(Exception exception) => exception is OrleansException or EnumerationAbortedException or TimeoutException;
}
