using System.Text.Json.Serialization;

namespace EdgeAigc.Gateway.Images;

/// <summary>Reply to a request for images.</summary>
/// <param name="Created">When, in seconds since 1970.</param>
/// <param name="Data">The images.</param>
/// <param name="Background">Always opaque.</param>
/// <param name="OutputFormat">File format.</param>
/// <param name="Quality">Quality as it was asked for.</param>
/// <param name="Size">WIDTHxHEIGHT in pixels.</param>
internal sealed record ImagesReply(long Created, IReadOnlyList<ImageReply> Data, string Background, string OutputFormat, string Quality, string Size);

/// <summary>One image of a reply.</summary>
/// <param name="B64Json">The file, in base64.</param>
/// <param name="Account">How it came about.</param>
internal sealed record ImageReply(byte[] B64Json, [property: JsonPropertyName("edgeaigc")] ImageAccount Account);
