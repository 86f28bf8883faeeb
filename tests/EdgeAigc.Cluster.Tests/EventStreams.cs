using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Cluster.Tests;

/// <summary>Reads event streams with a limit, so that a test that would hang fails instead.</summary>
internal static class EventStreams
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<List<GenerationEvent>> CollectAsync(this IAsyncEnumerable<GenerationEvent> stream)
    {
        using var limit = new CancellationTokenSource(Patience);
        var (events, parts) = (new List<GenerationEvent>(), new List<ImagePart>());
        await foreach (var next in stream.WithCancellation(limit.Token))
            events.Add(Whole(next, parts));
        return events;
    }

    /// <summary>The event; a completed one with the image whose parts came before it.</summary>
    private static GenerationEvent Whole(GenerationEvent next, List<ImagePart> parts)
    {
        if (next is ImagePart part)
            parts.Add(part);
        return next is GenerationCompleted { Image.Length: 0 } completed
            ? completed with { Image = [.. parts.OrderBy(known => known.Offset).SelectMany(known => known.Bytes)] }
            : next;
    }

    /// <summary>Reads until an event of the type comes.</summary>
    public static async Task<TEvent> UntilAsync<TEvent>(this IAsyncEnumerator<GenerationEvent> stream)
        where TEvent : GenerationEvent
    {
        var parts = new List<ImagePart>();
        while (await stream.MoveNextAsync().AsTask().WaitAsync(Patience))
        {
            if (Whole(stream.Current, parts) is TEvent found)
                return found;
        }

        throw new InvalidOperationException($"The stream ended without a {typeof(TEvent).Name}.");
    }
}
