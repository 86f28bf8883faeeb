using EdgeAigc.Contracts.Jobs;
using EdgeAigc.Core.Results;
using Orleans.Placement;

namespace EdgeAigc.Grains.Jobs;

/// <summary>Keeps one image in the memory of the silo where it was made. When its time is over or its room is needed, it ends.</summary>
[GrainType("edgeaigc.image-result"), PreferLocalPlacement]
internal sealed class ImageResultGrain(RetentionBook retention, TimeProvider time) : Grain, IImageResultGrain
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

    public Task<ImageFile?> GetAsync()
    {
        if (_image is null || _image.ExpiresAt <= time.GetUtcNow())
            DeactivateOnIdle();
        return Task.FromResult(_image?.ExpiresAt > time.GetUtcNow() ? _image : null);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_place is { } place)
            retention.Remove(place);
        return Task.CompletedTask;
    }
}
