using EdgeAigc.Training.Export;

namespace EdgeAigc.Training.Tests.Export;

public sealed class ModelFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ModelFileTests()
    {
        PlainModelFolder.Create(_folder.Path);
        File.WriteAllText(_folder.File("sheet.png"), "not read by a loader");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void List_ModelFolder_HasWhatALoaderReadsWithLengthAndHash()
    {
        var files = ModelFile.List(_folder.Path);

        Assert.Equal(
            ["model_index.json", "scheduler/file", "text_encoder/file", "tokenizer/file", "unet/file", "vae_decoder/file"], files.Select(file => file.Path));
        // The SHA-256 of "abc" stands in FIPS 180-2, appendix B.1.
        Assert.All(files, file => Assert.Equal((3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"), (file.Bytes, file.Sha256)));
    }

    [Fact]
    public void RequireSmall_FolderAtAndOverTheLimit_IsAcceptedAndRefused()
    {
        using (var file = File.Create(_folder.File("filler")))
            file.SetLength(ModelFile.LargestModel - Bytes());
        ModelFile.RequireSmall(_folder.Path);
        File.AppendAllText(_folder.File("filler"), "x");

        Assert.Throws<InvalidDataException>(() => ModelFile.RequireSmall(_folder.Path));
    }

    private long Bytes() => Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Sum(path => new FileInfo(path).Length);
}
