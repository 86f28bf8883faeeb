using System.Buffers.Binary;
using System.Text;

namespace EdgeAigc.Training.Native;

/// <summary>
/// Edits the symbol-version needs of a 64-bit little-endian ELF library (System V gABI, section
/// <c>SHT_GNU_verneed</c>). Marking a need as weak lets the loader accept a library that lacks the version.
/// </summary>
internal static class VersionNeed
{
    private const uint VersionNeedSection = 0x6FFFFFFE;
    private const ushort WeakFlag = 2;

    /// <summary>Marks every need of <paramref name="version"/> as weak.</summary>
    /// <param name="elf">The whole library, changed in place.</param>
    /// <param name="version">Version name, such as <c>GLIBCXX_3.4.32</c>.</param>
    /// <returns>How many needs were changed; 0 when there is none or all are weak already.</returns>
    /// <exception cref="InvalidDataException">The bytes are no 64-bit little-endian ELF file.</exception>
    public static int Weaken(Span<byte> elf, string version)
    {
        if (elf.Length < 64 || !elf[..6].SequenceEqual((ReadOnlySpan<byte>)[0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1]))
            throw new InvalidDataException("not a 64-bit little-endian ELF file");

        var sections = (int)BinaryPrimitives.ReadUInt64LittleEndian(elf[40..]);
        var sectionSize = BinaryPrimitives.ReadUInt16LittleEndian(elf[58..]);
        var sectionCount = BinaryPrimitives.ReadUInt16LittleEndian(elf[60..]);
        var changed = 0;
        for (var index = 0; index < sectionCount; index++)
        {
            var section = elf[(sections + (index * sectionSize))..];
            if (BinaryPrimitives.ReadUInt32LittleEndian(section[4..]) != VersionNeedSection)
                continue;

            var offset = (int)BinaryPrimitives.ReadUInt64LittleEndian(section[24..]);
            var link = (int)BinaryPrimitives.ReadUInt32LittleEndian(section[40..]);
            var strings = (int)BinaryPrimitives.ReadUInt64LittleEndian(elf[(sections + (link * sectionSize) + 24)..]);
            changed += WeakenSection(elf, offset, strings, Encoding.ASCII.GetBytes(version + "\0"));
        }

        return changed;
    }

    // A list of needed files, each with a list of needed versions; both are linked by relative offsets, 0 ends.
    private static int WeakenSection(Span<byte> elf, int file, int strings, ReadOnlySpan<byte> version)
    {
        var changed = 0;
        while (true)
        {
            var count = BinaryPrimitives.ReadUInt16LittleEndian(elf[(file + 2)..]);
            var need = file + (int)BinaryPrimitives.ReadUInt32LittleEndian(elf[(file + 8)..]);
            for (var index = 0; index < count; index++)
            {
                var flags = BinaryPrimitives.ReadUInt16LittleEndian(elf[(need + 4)..]);
                var name = strings + (int)BinaryPrimitives.ReadUInt32LittleEndian(elf[(need + 8)..]);
                if (elf[name..].StartsWith(version) && (flags & WeakFlag) == 0)
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(elf[(need + 4)..], (ushort)(flags | WeakFlag));
                    changed++;
                }

                need += (int)BinaryPrimitives.ReadUInt32LittleEndian(elf[(need + 12)..]);
            }

            var next = (int)BinaryPrimitives.ReadUInt32LittleEndian(elf[(file + 12)..]);
            if (next == 0)
                return changed;
            file += next;
        }
    }
}
