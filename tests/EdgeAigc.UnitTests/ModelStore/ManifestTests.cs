using EdgeAigc.ModelStore.Manifests;

namespace EdgeAigc.UnitTests.ModelStore;

public sealed class ManifestTests
{
    private static readonly string Hash = new('0', 64);

    [Theory]
    [InlineData("../b")]
    [InlineData("/etc/passwd")]
    [InlineData("unet/../../b")]
    [InlineData("unet//b")]
    [InlineData("C:b")]
    [InlineData("unet\\b")]
    [InlineData(".hidden")]
    [InlineData("")]
    [InlineData("unet/\0")]
    public void Fault_PathLeavesTheFolder_IsRefused(string path) =>
        Assert.Contains("not a path within", ManifestChecks.Fault(new([new(path, 1, Hash)])), StringComparison.Ordinal);

    [Fact]
    public void Fault_ImpossibleManifests_AreRefusedAndAnOrdinaryOneIsNot()
    {
        Assert.Null(ManifestChecks.Fault(new([new("model_index.json", 1, Hash), new("unet/model.onnx", 5_000_000_000, Hash)])));
        Assert.NotNull(ManifestChecks.Fault(new([])));
        Assert.NotNull(ManifestChecks.Fault(new([new("a", -1, Hash)])));
        Assert.NotNull(ManifestChecks.Fault(new([new("a", 1, "0")])));
        Assert.NotNull(ManifestChecks.Fault(new([new("a", 1, Hash), new("A", 1, Hash)])));
        Assert.NotNull(ManifestChecks.Fault(new([new("a", 1, Hash), new("a/b", 1, Hash)])));
        Assert.NotNull(ManifestChecks.Fault(new([new("a", long.MaxValue, Hash), new("b", 1, Hash)])));
    }

    [Fact]
    public async Task FindAsync_FileChanges_IsHashedAnewAndElseRemembered()
    {
        var token = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("edgeaigc-manifest-").FullName;
        try
        {
            var (models, notes) = (Path.Combine(folder, "models"), Path.Combine(folder, "notes"));
            Directory.CreateDirectory(Path.Combine(models, "m", "unet"));
            var file = Path.Combine(models, "m", "unet", "model.onnx");
            File.WriteAllText(file, "abc");
            using var book = new ManifestBook(models, notes);

            var first = await book.FindAsync("m", token);
            // FIPS 180-2, appendix B.1.
            Assert.Equal(new("unet/model.onnx", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"), Assert.Single(first!.Files));

            // Same size and time: what is known counts, also for the next process.
            var written = File.GetLastWriteTimeUtc(file);
            File.WriteAllText(file, "abd");
            File.SetLastWriteTimeUtc(file, written);
            using var next = new ManifestBook(models, notes);
            Assert.Equal(first.Files, (await next.FindAsync("m", token))!.Files);

            File.SetLastWriteTimeUtc(file, written.AddSeconds(1));
            Assert.NotEqual(first.Files, (await next.FindAsync("m", token))!.Files);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
