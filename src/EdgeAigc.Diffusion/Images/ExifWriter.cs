using System.Buffers.Binary;
using System.Text;
using EdgeAigc.Diffusion.Pipelines;

namespace EdgeAigc.Diffusion.Images;

/// <summary>Writes an Exif block (CIPA DC-008 §4.6): a TIFF header, a directory with the software, and an Exif directory with
/// version, comment, colour space and size. Big-endian, because many readers of Unicode comments expect no other.</summary>
internal static class ExifWriter
{
    private const ushort Ascii = 2;
    private const ushort Short = 3;
    private const ushort Long = 4;
    private const ushort Undefined = 7;

    private const int HeaderLength = 8;

    /// <summary>Writes the block.</summary>
    /// <param name="software">Name and version of the program; ASCII.</param>
    /// <param name="comment">What the user comment says.</param>
    /// <param name="size">Size of the picture in the file.</param>
    public static byte[] Write(string software, string comment, ImageSize size)
    {
        Field[] exif =
        [
            new(0x9000, Undefined, "0232"u8.ToArray()),
            new(0x9286, Undefined, [.. "UNICODE\0"u8, .. Encoding.BigEndianUnicode.GetBytes(comment)]),
            new(0xA001, Short, [0, 1]),   // sRGB
            new(0xA002, Long, BigEndian(size.Width)),
            new(0xA003, Long, BigEndian(size.Height)),
        ];
        var pointer = new Field(0x8769, Long, BigEndian(HeaderLength + DirectoryLength(2)));
        Field[] main = [new(0x0131, Ascii, Encoding.ASCII.GetBytes(software + '\0')), pointer];

        var values = new List<byte>();
        var valuesStart = HeaderLength + DirectoryLength(main.Length) + DirectoryLength(exif.Length);
        return [.. "MM\0*"u8, .. BigEndian(HeaderLength), .. Directory(main, values, valuesStart), .. Directory(exif, values, valuesStart), .. values];
    }

    private static int DirectoryLength(int fields) => 2 + (12 * fields) + 4;

    /// <summary>A directory; values of more than four bytes go behind the directories.</summary>
    private static byte[] Directory(Field[] fields, List<byte> values, int valuesStart)
    {
        var directory = new byte[DirectoryLength(fields.Length)];
        BinaryPrimitives.WriteUInt16BigEndian(directory, (ushort)fields.Length);
        for (var i = 0; i < fields.Length; i++)
        {
            var field = fields[i];
            var entry = directory.AsSpan(2 + (12 * i), 12);
            BinaryPrimitives.WriteUInt16BigEndian(entry, field.Tag);
            BinaryPrimitives.WriteUInt16BigEndian(entry[2..], field.Type);
            BinaryPrimitives.WriteInt32BigEndian(entry[4..], field.Count);
            if (field.Value.Length <= 4)
            {
                field.Value.CopyTo(entry[8..]);
                continue;
            }

            BinaryPrimitives.WriteInt32BigEndian(entry[8..], valuesStart + values.Count);
            values.AddRange(field.Value);
            if (values.Count % 2 != 0)
                values.Add(0);   // Values begin at even offsets.
        }

        return directory;
    }

    private static byte[] BigEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private readonly record struct Field(ushort Tag, ushort Type, byte[] Value)
    {
        /// <summary>Elements, not bytes.</summary>
        public int Count => Type switch
        {
            Short => Value.Length / 2,
            Long => Value.Length / 4,
            _ => Value.Length,
        };
    }
}
