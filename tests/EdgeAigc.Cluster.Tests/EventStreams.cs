using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Cluster.Tests;

/// <summary>Reads event streams with a limit, so that a test that would hang fails instead.</summary>
internal static class EventStreams
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<List<GenerationEvent>> CollectAsync(this IAsyncEnumerable<GenerationEvent> stream)
    {
        using var limit = new CancellationTokenSource(Patience);
        var events = new List<GenerationEvent>();
        await foreach (var next in stream.WithCancellation(limit.Token))
            events.Add(next);
        return events;
    }

    /// <summary>Reads until an event of the type comes.</summary>
    public static async Task<TEvent> UntilAsync<TEvent>(this IAsyncEnumerator<GenerationEvent> stream)
        where TEvent : GenerationEvent
    {
        while (await stream.MoveNextAsync().AsTask().WaitAsync(Patience))
        {
            if (stream.Current is TEvent found)
                return found;
        }

        throw new InvalidOperationException($"The stream ended without a {typeof(TEvent).Name}.");
    }
}
