using System.Buffers.Binary;
using EdgeAigc.Diffusion.Pipelines;

namespace EdgeAigc.Diffusion.Images;

/// <summary>Adds an Exif block to a WebP file (RFC 9649 §2.7): the extended header first, the block last.</summary>
internal static class WebpMetadata
{
    private const int RiffHeaderLength = 12;
    private const int ExtendedHeaderLength = 10;
    private const byte HasExif = 0x08;

    /// <summary>The file with the block.</summary>
    /// <param name="webp">A file of one picture without transparency, in the simple or the extended layout.</param>
    /// <param name="size">Size of the picture.</param>
    /// <param name="exif">The block.</param>
    public static byte[] Embed(byte[] webp, ImageSize size, ReadOnlySpan<byte> exif)
    {
        byte[] header = [.. webp.AsSpan(0, RiffHeaderLength)];
        byte[] chunks = [.. webp.AsSpan(RiffHeaderLength)];
        if (chunks.AsSpan().StartsWith("VP8X"u8))
            chunks[8] |= HasExif;
        else
            chunks = [.. Chunk("VP8X"u8, ExtendedHeader(size)), .. chunks];

        byte[] block = Chunk("EXIF"u8, exif);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), "WEBP".Length + chunks.Length + block.Length);
        return [.. header, .. chunks, .. block];
    }

    /// <summary>Flags, three reserved bytes, and both sides less one in 24 bits each.</summary>
    private static byte[] ExtendedHeader(ImageSize size)
    {
        var header = new byte[ExtendedHeaderLength + 2];
        header[0] = HasExif;
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), size.Width - 1);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(7), size.Height - 1);
        return header[..ExtendedHeaderLength];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        var chunk = new byte[8 + data.Length + (data.Length % 2)];
        name.CopyTo(chunk);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(4), data.Length);
        data.CopyTo(chunk.AsSpan(8));
        return chunk;
    }
}
