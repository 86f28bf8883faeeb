using System.Text.Json.Serialization;
using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Gateway.Images;

/// <summary>Reply to a request for images.</summary>
/// <param name="Created">When, in seconds since 1970.</param>
/// <param name="Data">The images.</param>
/// <param name="OutputFormat">File format.</param>
/// <param name="Quality">Quality as it was asked for.</param>
/// <param name="Size">WIDTHxHEIGHT in pixels.</param>
internal sealed record ImagesReply(long Created, IReadOnlyList<ImageReply> Data, string OutputFormat, string Quality, string Size)
{
    /// <summary>Always opaque.</summary>
    public string Background { get; } = "opaque";

    /// <summary>The reply with these images, all of the size of the first.</summary>
    public static ImagesReply Of(DateTimeOffset created, IReadOnlyList<ImageReply> data, string format, string quality, GenerationCompleted first) =>
        new(created.ToUnixTimeSeconds(), data, format, quality, $"{first.Width}x{first.Height}");
}

/// <summary>One image of a reply: the file or its address.</summary>
/// <param name="B64Json">The file, in base64, or null.</param>
/// <param name="Url">Where it is for a time, or null.</param>
/// <param name="Account">How it came about.</param>
internal sealed record ImageReply(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] byte[]? B64Json,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Url,
    [property: JsonPropertyName("edgeaigc")] ImageAccount Account);
