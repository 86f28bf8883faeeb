using System.Runtime.CompilerServices;

namespace EdgeAigc.ModelStore.Fetching;

/// <summary>Reads a part of a file in chunks, a few of which are on their way at any time.</summary>
internal static class ChunkReader
{
    /// <summary>Bytes of a chunk: large enough for the way to and fro not to matter, small enough for a grain call.</summary>
    public const int ChunkBytes = 512 * 1024;

    private const int InFlight = 4;

    /// <exception cref="SourceLostException">The source failed.</exception>
    public static async IAsyncEnumerable<byte[]> ReadAsync(
        IModelFileSource source, string model, string path, long from, long to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asked = new Queue<Task<(byte[]? Bytes, Exception? Failure)>>();
        try
        {
            for (var next = from; next < to || asked.Count > 0;)
            {
                while (next < to && asked.Count < InFlight)
                {
                    var count = (int)Math.Min(ChunkBytes, to - next);
                    asked.Enqueue(AskAsync(source, model, path, next, count, left.Token));
                    next += count;
                }

                var (bytes, failure) = await asked.Dequeue();
                cancellationToken.ThrowIfCancellationRequested();
                yield return bytes ?? throw new SourceLostException($"{source.Name}: {failure!.Message}", failure);
            }
        }
        finally
        {
            await left.CancelAsync();
        }
    }

    /// <summary>Fails as a value, so that chunks that nobody waits for any more fail in silence.</summary>
    private static async Task<(byte[]? Bytes, Exception? Failure)> AskAsync(
        IModelFileSource source, string model, string path, long offset, int count, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await source.ReadAsync(model, path, offset, count, cancellationToken);
            return bytes.Length == count ? (bytes, null) : (null, new IOException($"{path} ended at {offset + bytes.Length} bytes."));
        }
        catch (Exception exception)
        {
            return (null, exception);
        }
    }
}
