using System.Runtime.CompilerServices;

namespace EdgeAigc.Core.Delivery;

/// <summary>Cuts files into chunks that come when they may go out.</summary>
public static class PacedFile
{
    /// <summary>Delivers a file as a delivery of its own, which begins with the enumeration and ends with it, however it ends.</summary>
    /// <param name="link">The link.</param>
    /// <param name="file">The file; the chunks are slices of it, not copies.</param>
    /// <param name="terms">Its terms; the size is taken from the file.</param>
    /// <param name="cancellationToken">Cancels the delivery.</param>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> PaceAsync(
        this EgressLink link, ReadOnlyMemory<byte> file, DeliveryTerms terms, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(terms);
        using var delivery = link.Begin(terms with { PayloadBits = 8.0 * file.Length });
        await foreach (var chunk in delivery.PaceAsync(file, cancellationToken))
            yield return chunk;
    }

    /// <summary>Delivers a file as a part of a delivery.</summary>
    /// <param name="delivery">The delivery; the caller disposes it.</param>
    /// <param name="file">The file; the chunks are slices of it, not copies.</param>
    /// <param name="cancellationToken">Cancels the delivery.</param>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> PaceAsync(
        this IDelivery delivery, ReadOnlyMemory<byte> file, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        while (!file.IsEmpty)
        {
            var chunk = file[..Math.Min(file.Length, delivery.SuggestedChunkBytes)];
            await delivery.WaitAsync(chunk.Length, cancellationToken);
            file = file[chunk.Length..];
            yield return chunk;
        }
    }
}
