using System.Buffers.Binary;
using System.Text;

namespace EdgeAigc.Diffusion.Images;

/// <summary>Adds text chunks to a PNG file (PNG specification, third edition, §11.3.3).</summary>
internal static class PngMetadata
{
    // The signature, and the header chunk with its length, type, 13 bytes and check sum.
    private const int HeaderEnd = 8 + 4 + 4 + 13 + 4;

    /// <summary>The file with the text behind its header.</summary>
    public static byte[] Embed(byte[] png, ImageMetadata metadata)
    {
        var parameters = Chunk("parameters", GenerationParameters.Write(metadata));
        var software = Chunk("Software", ImageMetadata.Software);
        return [.. png.AsSpan(0, HeaderEnd), .. parameters, .. software, .. png.AsSpan(HeaderEnd)];
    }

    /// <summary>Latin-1 goes into the chunk that every reader knows, other text into the international one, not compressed.</summary>
    private static byte[] Chunk(string keyword, string text) => text.All(character => character <= '\xFF')
        ? Chunk("tEXt"u8, [.. Encoding.Latin1.GetBytes(keyword), 0, .. Encoding.Latin1.GetBytes(text)])
        : Chunk("iTXt"u8, [.. Encoding.Latin1.GetBytes(keyword), 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(text)]);

    private static byte[] Chunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        var chunk = new byte[4 + 4 + data.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        type.CopyTo(chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc32.Of(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }
}
