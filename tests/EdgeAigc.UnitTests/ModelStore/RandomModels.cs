namespace EdgeAigc.UnitTests.ModelStore;

/// <summary>Folders of random files, and what must hold of their copies.</summary>
internal static class RandomModels
{
    /// <summary>Writes a model of a few files, some of them in sub-folders and one of them empty.</summary>
    public static void Write(string models, string name, Random random, int largestBytes)
    {
        var count = random.Next(1, 5);
        for (var i = 0; i <= count; i++)
        {
            var path = Path.Combine(models, name, i % 2 == 0 ? $"file-{i}" : Path.Combine("part", $"file-{i}"));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var bytes = new byte[i == 0 ? 0 : random.Next(1, largestBytes)];
            random.NextBytes(bytes);
            File.WriteAllBytes(path, bytes);
        }
    }

    public static long BytesOf(string folder) => Directory.Exists(folder)
        ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length)
        : 0;

    /// <summary>Bytes of models, whole, partial and on their way out.</summary>
    public static long ModelBytes(string disk) => BytesOf(disk) - BytesOf(Path.Combine(disk, ".manifests"));

    public static void AssertEqual(string expected, string actual)
    {
        Assert.Equal(Names(expected), Names(actual));
        Assert.All(Names(expected), name => Assert.Equal(File.ReadAllBytes(Path.Combine(expected, name)), File.ReadAllBytes(Path.Combine(actual, name))));
    }

    private static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal);
}
