using System.Runtime.InteropServices;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Core.Delivery;
using EdgeAigc.Core.Negotiation;

namespace EdgeAigc.Grains.Negotiation;

/// <summary>Sends an image in parts at the rate that the node's link allows it.</summary>
internal static class PacedImage
{
    public static async Task SendAsync(
        byte[] image, Commitment commitment, double secondsLeft, EgressLink link, Action<GenerationEvent> tell, CancellationToken cancellationToken)
    {
        var terms = new DeliveryTerms
        {
            CommittedBitsPerSecond = commitment.Offer.RateBitsPerSecond,
            MaxRateBitsPerSecond = commitment.Bid.MaxRateBitsPerSecond,
            Due = TimeSpan.FromSeconds(secondsLeft),
        };
        var offset = 0;
        await foreach (var chunk in link.PaceAsync(image, terms, cancellationToken))
        {
            // A picture that goes out at once is shared, not copied.
            var whole = chunk.Length == image.Length && MemoryMarshal.TryGetArray(chunk, out var segment) && segment.Array == image;
            tell(new ImagePart(offset, image.Length, whole ? image : chunk.ToArray()));
            offset += chunk.Length;
        }
    }
}
