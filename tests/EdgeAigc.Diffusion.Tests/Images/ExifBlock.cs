using System.Buffers.Binary;
using System.Text;

namespace EdgeAigc.Diffusion.Tests.Images;

/// <summary>Finds the Exif block of a JPEG or WebP file and reads its fields, by the specifications of the formats.</summary>
internal sealed record ExifBlock(Dictionary<int, (int Type, byte[] Value)> Fields)
{
    private static readonly int[] ElementLengths = [0, 1, 1, 2, 4, 8, 1, 1];

    public string Software => Encoding.ASCII.GetString(Value(0x0131, 2)).TrimEnd('\0');

    public string Version => Encoding.ASCII.GetString(Value(0x9000, 7));

    public int ColourSpace => BinaryPrimitives.ReadUInt16BigEndian(Value(0xA001, 3));

    public (int Width, int Height) Size =>
        (BinaryPrimitives.ReadInt32BigEndian(Value(0xA002, 4)), BinaryPrimitives.ReadInt32BigEndian(Value(0xA003, 4)));

    public string UserComment
    {
        get
        {
            var value = Value(0x9286, 7);
            Assert.Equal("UNICODE\0", Encoding.ASCII.GetString(value.AsSpan(0, 8)));
            return Encoding.BigEndianUnicode.GetString(value.AsSpan(8));
        }
    }

    /// <summary>Walks the segments up to the picture's data.</summary>
    public static ExifBlock OfJpeg(byte[] jpeg)
    {
        Assert.Equal([0xFF, 0xD8], jpeg[..2]);
        for (var at = 2; jpeg[at + 1] != 0xDA;)
        {
            Assert.Equal(0xFF, jpeg[at]);
            var length = BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 2));
            if (jpeg[at + 1] == 0xE1 && jpeg.AsSpan(at + 4).StartsWith("Exif\0\0"u8))
                return Read(jpeg.AsSpan(at + 10, length - 8));
            at += 2 + length;
        }

        throw new InvalidDataException("The JPEG file has no Exif segment.");
    }

    /// <summary>Walks the chunks; the lengths must add up, the header must say that there is a block and how large the picture
    /// is.</summary>
    public static ExifBlock OfWebp(byte[] webp, int width, int height)
    {
        Assert.Equal("RIFF", Encoding.ASCII.GetString(webp.AsSpan(0, 4)));
        Assert.Equal(webp.Length - 8, BinaryPrimitives.ReadInt32LittleEndian(webp.AsSpan(4)));
        Assert.Equal("WEBP", Encoding.ASCII.GetString(webp.AsSpan(8, 4)));
        var chunks = new List<(string Name, byte[] Data)>();
        for (var at = 12; at < webp.Length;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(webp.AsSpan(at + 4));
            chunks.Add((Encoding.ASCII.GetString(webp.AsSpan(at, 4)), webp.AsSpan(at + 8, length).ToArray()));
            at += 8 + length + (length & 1);
        }

        Assert.Equal(3, chunks.Count);
        Assert.Equal(("VP8X", "EXIF"), (chunks[0].Name, chunks[2].Name));
        var header = chunks[0].Data;
        Assert.Equal([0x08, 0, 0, 0], header[..4]);
        Assert.Equal((width - 1, height - 1), (header[4] | (header[5] << 8) | (header[6] << 16), header[7] | (header[8] << 8) | (header[9] << 16)));
        return Read(chunks[2].Data);
    }

    private static ExifBlock Read(ReadOnlySpan<byte> tiff)
    {
        Assert.Equal("MM\0*"u8, tiff[..4]);
        var fields = new Dictionary<int, (int, byte[])>();
        var main = BinaryPrimitives.ReadInt32BigEndian(tiff[4..]);
        ReadDirectory(tiff, main, fields);
        ReadDirectory(tiff, BinaryPrimitives.ReadInt32BigEndian(fields[0x8769].Item2), fields);
        return new(fields);
    }

    private static void ReadDirectory(ReadOnlySpan<byte> tiff, int at, Dictionary<int, (int, byte[])> fields)
    {
        var count = BinaryPrimitives.ReadUInt16BigEndian(tiff[at..]);
        var previous = -1;
        for (var entry = at + 2; entry < at + 2 + (12 * count); entry += 12)
        {
            var tag = BinaryPrimitives.ReadUInt16BigEndian(tiff[entry..]);
            var type = BinaryPrimitives.ReadUInt16BigEndian(tiff[(entry + 2)..]);
            var length = BinaryPrimitives.ReadInt32BigEndian(tiff[(entry + 4)..]) * ElementLengths[type];
            var value = length <= 4 ? entry + 8 : BinaryPrimitives.ReadInt32BigEndian(tiff[(entry + 8)..]);
            Assert.True(tag > previous, "Tags must ascend.");
            Assert.Equal(0, value % 2);
            fields.Add(tag, (type, tiff.Slice(value, length).ToArray()));
            previous = tag;
        }

        Assert.Equal(0, BinaryPrimitives.ReadInt32BigEndian(tiff[(at + 2 + (12 * count))..]));
    }

    private byte[] Value(int tag, int type)
    {
        Assert.Equal(type, Fields[tag].Type);
        return Fields[tag].Value;
    }
}
