using EdgeAigc.Contracts.Jobs;
using EdgeAigc.Core.Delivery;
using EdgeAigc.Core.Results;
using EdgeAigc.Grains.Negotiation;
using EdgeAigc.Grains.Nodes;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Orleans.Placement;

namespace EdgeAigc.Grains.Jobs;

/// <summary>
/// Keeps one image in the memory of the silo where it was made, and sends it over that silo's link. When its time is over or its room is
/// needed, it ends. Reentrant, because several may read it at once.
/// </summary>
[GrainType("edgeaigc.image-result"), PreferLocalPlacement, Reentrant]
internal sealed class ImageResultGrain(RetentionBook retention, EgressLink link, IOptions<EgressLinkOptions> options, TimeProvider time) : Grain, IImageResultGrain
{
    private ImageFile? _image;
    private RetainedItem? _place;

    public Task<DateTimeOffset?> KeepAsync(ImageFile image)
    {
        if (_place is { } former)
            retention.Remove(former);
        _place = Retention.Keep(retention, image.Bytes.Length, time, GrainContext);
        _image = _place is null ? null : image with { ExpiresAt = _place.ExpiresAt };
        if (_place is not null)
            DelayDeactivation(retention.Lifetime);
        return Task.FromResult(_image?.ExpiresAt);
    }

    // All of it goes out at the link's pace, however slowly its reader takes it: the rest waits in memory, and the link's share is free.
    public IAsyncEnumerable<ImageFilePart> ReadAsync(CancellationToken cancellationToken = default)
    {
        var image = _image?.ExpiresAt > time.GetUtcNow() ? _image : null;
        if (image is null)
            DeactivateOnIdle();
        return EventRelay.RunAsync<ImageFilePart>((tell, left) => image is null ? Task.CompletedTask : SendAsync(image, tell, left), cancellationToken);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_place is { } place)
            retention.Remove(place);
        return Task.CompletedTask;
    }

    // Nothing was promised to it: it shares what promises leave of the link.
    private Task SendAsync(ImageFile image, Action<ImageFilePart> tell, CancellationToken cancellationToken) => PacedImage.SendAsync(
        image.Bytes,
        new() { MaxRateBitsPerSecond = options.Value.ClientBitsPerSecond },
        link,
        part => tell(new(image.ContentType, image.ExpiresAt, image.Bytes.Length, part)),
        cancellationToken);
}
