using System.Runtime.InteropServices;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Core.Delivery;
using EdgeAigc.Core.Negotiation;

namespace EdgeAigc.Grains.Negotiation;

/// <summary>Sends files in parts at the rate that the node's link allows them: images that were just made, and those that were kept.</summary>
internal static class PacedImage
{
    /// <summary>Sends an image as it was promised.</summary>
    public static Task SendAsync(
        byte[] image, Commitment commitment, double secondsLeft, EgressLink link, Action<GenerationEvent> tell, CancellationToken cancellationToken)
    {
        var terms = new DeliveryTerms
        {
            CommittedBitsPerSecond = commitment.Offer.RateBitsPerSecond,
            MaxRateBitsPerSecond = commitment.Bid.MaxRateBitsPerSecond,
            Due = TimeSpan.FromSeconds(secondsLeft),
        };
        var offset = 0;
        return SendAsync(image, terms, link, Tell, cancellationToken);

        void Tell(byte[] part)
        {
            tell(new ImagePart(offset, image.Length, part));
            offset += part.Length;
        }
    }

    /// <summary>Sends a file on these terms.</summary>
    public static async Task SendAsync(byte[] file, DeliveryTerms terms, EgressLink link, Action<byte[]> tell, CancellationToken cancellationToken)
    {
        await foreach (var chunk in link.PaceAsync(file, terms, cancellationToken))
        {
            // A file that goes out at once is shared, not copied.
            var whole = chunk.Length == file.Length && MemoryMarshal.TryGetArray(chunk, out var segment) && segment.Array == file;
            tell(whole ? file : chunk.ToArray());
        }
    }
}
