namespace EdgeAigc.Contracts.Jobs;

/// <summary>An image that is kept for a time on the silo where it was first named; the key is an id that cannot be guessed.</summary>
[Alias("edgeaigc.IImageResultGrain"), GrainInterfaceType("edgeaigc.image-result")]
public interface IImageResultGrain : IGrainWithStringKey
{
    /// <summary>Keeps an image under this id.</summary>
    /// <param name="image">The file; its expiry is not looked at.</param>
    /// <returns>When it goes at the latest; null when it is too large to be kept.</returns>
    [Alias("Keep")]
    Task<DateTimeOffset?> KeepAsync(ImageFile image);

    /// <summary>The image in parts, at the rate that the link of the silo which keeps it allows; no parts when there is none under this id,
    /// or none any more.</summary>
    [Alias("Read")]
    IAsyncEnumerable<ImageFilePart> ReadAsync(CancellationToken cancellationToken = default);
}
