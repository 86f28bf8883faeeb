using System.Text.Json.Serialization;
using EdgeAigc.Gateway.Errors;

namespace EdgeAigc.Gateway.Images;

/// <summary>Server-sent event: what the model sees of the image by now.</summary>
/// <param name="B64Json">The file, in base64.</param>
/// <param name="PartialImageIndex">Which, from 0.</param>
/// <param name="CreatedAt">When, in seconds since 1970.</param>
/// <param name="Size">WIDTHxHEIGHT in pixels of the finished image.</param>
/// <param name="Quality">Quality as it was asked for.</param>
/// <param name="OutputFormat">File format.</param>
internal sealed record PartialImageEvent(
    byte[] B64Json, int PartialImageIndex, long CreatedAt, string Size, string Quality, string OutputFormat)
{
    public const string Name = "image_generation.partial_image";

    /// <summary>Name of the event.</summary>
    public string Type { get; } = Name;

    /// <summary>Always opaque.</summary>
    public string Background { get; } = "opaque";
}

/// <summary>Server-sent event: the finished image; the last one.</summary>
/// <param name="B64Json">The file, in base64.</param>
/// <param name="CreatedAt">When, in seconds since 1970.</param>
/// <param name="Size">WIDTHxHEIGHT in pixels.</param>
/// <param name="Quality">Quality as it was asked for.</param>
/// <param name="OutputFormat">File format.</param>
/// <param name="Account">How it came about.</param>
internal sealed record CompletedImageEvent(
    byte[] B64Json, long CreatedAt, string Size, string Quality, string OutputFormat, [property: JsonPropertyName("edgeaigc")] ImageAccount Account)
{
    public const string Name = "image_generation.completed";

    /// <summary>Name of the event.</summary>
    public string Type { get; } = Name;

    /// <summary>Always opaque.</summary>
    public string Background { get; } = "opaque";
}

/// <summary>Server-sent event: the request ends without an image; the last one.</summary>
/// <param name="Error">The refusal.</param>
internal sealed record ErrorEvent(ErrorBody Error)
{
    public const string Name = "error";

    /// <summary>Name of the event.</summary>
    public string Type { get; } = Name;
}
