using System.Buffers.Binary;

namespace EdgeAigc.Diffusion.Images;

/// <summary>Adds an Exif block to a JPEG file, as application segment 1 (CIPA DC-008 §4.5.4).</summary>
internal static class JpegMetadata
{
    private const byte Marker = 0xFF;
    private const byte JfifSegment = 0xE0;
    private const byte ExifSegment = 0xE1;

    /// <summary>The file with the block before its tables. JFIF and Exif both ask for the first place; as other writers do, a
    /// JFIF segment keeps it.</summary>
    public static byte[] Embed(byte[] jpeg, ReadOnlySpan<byte> exif)
    {
        ReadOnlySpan<byte> name = "Exif\0\0"u8;
        var header = new byte[4];
        (header[0], header[1]) = (Marker, ExifSegment);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), checked((ushort)(2 + name.Length + exif.Length)));

        var at = 2;
        if (jpeg[at] == Marker && jpeg[at + 1] == JfifSegment)
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 2));
        return [.. jpeg.AsSpan(0, at), .. header, .. name, .. exif, .. jpeg.AsSpan(at)];
    }
}
