using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Gateway.Images;

/// <summary>A request for images, checked.</summary>
/// <param name="Name">Name of the order, in hexadecimal digits; nobody guesses it who does not know the caller's Idempotency-Key.</param>
/// <param name="Requests">One request an image, with its id.</param>
/// <param name="IsStream">Whether the caller wants server-sent events.</param>
/// <param name="PartialImages">How many images of the work in progress at most.</param>
/// <param name="IsUrl">Whether the caller wants addresses of the images instead of the images.</param>
/// <param name="QualityName">Quality as the caller named it.</param>
/// <param name="FormatName">Name of the file format.</param>
internal sealed record ImageOrder(
    string Name,
    IReadOnlyList<(string Id, GenerationRequest Request)> Requests,
    bool IsStream,
    int PartialImages,
    bool IsUrl,
    string QualityName,
    string FormatName)
{
    /// <summary>Id of the order as a whole.</summary>
    public string Id => Requests[0].Id;

    /// <summary>Whether the caller wants to hear of offers, loading and steps.</summary>
    public bool TellsProgress { get; init; }
}
