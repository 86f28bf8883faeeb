using System.Buffers.Binary;
using System.Text;

namespace EdgeAigc.Diffusion.Tests.Images;

/// <summary>Reads the chunks of a PNG file by its specification and checks every check sum, bit by bit.</summary>
internal static class PngChunks
{
    public static List<(string Type, byte[] Data)> Read(byte[] png)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], png[..8]);
        var chunks = new List<(string, byte[])>();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var covered = png.AsSpan(at + 4, 4 + length);
            Assert.Equal(CheckSum(covered), BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length)));
            chunks.Add((Encoding.ASCII.GetString(covered[..4]), covered[4..].ToArray()));
            at += 12 + length;
        }

        return chunks;
    }

    /// <summary>The texts by keyword, from both kinds of chunks.</summary>
    public static Dictionary<string, string> Texts(byte[] png)
    {
        var texts = new Dictionary<string, string>();
        foreach (var (type, data) in Read(png))
        {
            var keyword = Encoding.Latin1.GetString(data.TakeWhile(value => value != 0).ToArray());
            if (type == "tEXt")
                texts.Add(keyword, Encoding.Latin1.GetString(data.AsSpan(keyword.Length + 1)));
            if (type != "iTXt")
                continue;
            Assert.Equal([0, 0, 0, 0, 0], data[keyword.Length..(keyword.Length + 5)]);   // Not compressed, no language, no translation.
            texts.Add(keyword, Encoding.UTF8.GetString(data.AsSpan(keyword.Length + 5)));
        }

        return texts;
    }

    /// <summary>The remainder of the polynomial division, one bit after the other.</summary>
    public static uint CheckSum(ReadOnlySpan<byte> bytes)
    {
        var remainder = 0xFFFFFFFFu;
        foreach (var value in bytes)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var carry = ((remainder ^ (uint)(value >> bit)) & 1) != 0;
                remainder = carry ? (remainder >> 1) ^ 0xEDB88320u : remainder >> 1;
            }
        }

        return remainder ^ 0xFFFFFFFFu;
    }
}
