using System.Buffers.Binary;
using System.Text;
using EdgeAigc.Training.Native;

namespace EdgeAigc.Training.Tests.Native;

public sealed class VersionNeedTests
{
    private const string Version = "GLIBCXX_3.4.32";

    [Fact]
    public void Weaken_LibraryWithTheVersion_SetsOneFlagAndNothingElse()
    {
        var library = SyntheticLibrary.Create("GLIBCXX_3.4.3", Version, "GLIBCXX_3.4.321");
        var before = library.ToArray();

        Assert.Equal(1, VersionNeed.Weaken(library, Version));

        var changed = Enumerable.Range(0, before.Length).Where(index => before[index] != library[index]).ToArray();
        Assert.Equal([SyntheticLibrary.FlagsOffset(1)], changed);
        Assert.Equal(2, library[SyntheticLibrary.FlagsOffset(1)]);
    }

    [Fact]
    public void Weaken_SecondTime_ChangesNothing()
    {
        var library = SyntheticLibrary.Create(Version);
        VersionNeed.Weaken(library, Version);
        var before = library.ToArray();

        Assert.Equal(0, VersionNeed.Weaken(library, Version));
        Assert.Equal(before, library);
    }

    [Fact]
    public void Weaken_LibraryWithoutTheVersion_ChangesNothing() =>
        Assert.Equal(0, VersionNeed.Weaken(SyntheticLibrary.Create("GLIBC_2.34"), Version));

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    [InlineData(4096)]
    public void Weaken_NoElfFile_IsRefused(int length) =>
        Assert.Throws<InvalidDataException>(() => VersionNeed.Weaken(new byte[length], Version));

    [Fact]
    public void Prepare_LibraryBesideTheTests_IsWeakAlready()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The version need exists in the Linux library alone.");
        TorchLibrary.Prepare();
        var path = Directory.EnumerateFiles(AppContext.BaseDirectory, "libLibTorchSharp.so", SearchOption.AllDirectories).Single();
        var library = File.ReadAllBytes(path);

        Assert.True(library.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Version + "\0")) > 0, "the library no longer needs the version: remove the workaround");
        Assert.Equal(0, VersionNeed.Weaken(library, Version));
    }

    /// <summary>The smallest ELF file with version needs: header, one string table, one file that needs the versions.</summary>
    private static class SyntheticLibrary
    {
        private const int Needs = 64;
        private const int Strings = 512;
        private const int Sections = 1024;
        private const int SectionSize = 64;

        public static int FlagsOffset(int need) => Needs + 16 + (need * 16) + 4;

        public static byte[] Create(params string[] versions)
        {
            var elf = new byte[Sections + (2 * SectionSize)];
            ((ReadOnlySpan<byte>)[0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1]).CopyTo(elf);
            BinaryPrimitives.WriteUInt64LittleEndian(elf.AsSpan(40), Sections);
            BinaryPrimitives.WriteUInt16LittleEndian(elf.AsSpan(58), SectionSize);
            BinaryPrimitives.WriteUInt16LittleEndian(elf.AsSpan(60), 2);
            WriteSection(elf, 0, type: 3, Strings, link: 0);
            WriteSection(elf, 1, type: 0x6FFFFFFE, Needs, link: 0);

            BinaryPrimitives.WriteUInt16LittleEndian(elf.AsSpan(Needs + 2), (ushort)versions.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(elf.AsSpan(Needs + 8), 16);
            var text = 1;
            for (var index = 0; index < versions.Length; index++)
            {
                var need = elf.AsSpan(Needs + 16 + (index * 16));
                BinaryPrimitives.WriteUInt32LittleEndian(need[8..], (uint)text);
                BinaryPrimitives.WriteUInt32LittleEndian(need[12..], index + 1 < versions.Length ? 16u : 0);
                text += Encoding.ASCII.GetBytes(versions[index], elf.AsSpan(Strings + text)) + 1;
            }

            return elf;
        }

        private static void WriteSection(byte[] elf, int index, uint type, ulong offset, uint link)
        {
            var section = elf.AsSpan(Sections + (index * SectionSize));
            BinaryPrimitives.WriteUInt32LittleEndian(section[4..], type);
            BinaryPrimitives.WriteUInt64LittleEndian(section[24..], offset);
            BinaryPrimitives.WriteUInt32LittleEndian(section[40..], link);
        }
    }
}
