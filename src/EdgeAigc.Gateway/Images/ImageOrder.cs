using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Gateway.Images;

/// <summary>A request for images, checked.</summary>
/// <param name="Requests">One request an image, with its id.</param>
/// <param name="IsStream">Whether the caller wants server-sent events.</param>
/// <param name="PartialImages">How many images of the work in progress at most.</param>
/// <param name="QualityName">Quality as the caller named it.</param>
/// <param name="FormatName">Name of the file format.</param>
internal sealed record ImageOrder(
    IReadOnlyList<(string Id, GenerationRequest Request)> Requests, bool IsStream, int PartialImages, string QualityName, string FormatName)
{
    /// <summary>Whether the caller wants to hear of offers, loading and steps.</summary>
    public bool TellsProgress { get; init; }
}
