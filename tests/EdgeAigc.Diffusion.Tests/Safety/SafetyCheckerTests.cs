using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Images;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Onnx;
using EdgeAigc.Diffusion.Pipelines;
using EdgeAigc.Diffusion.Safety;
using EdgeAigc.Diffusion.Tests.Images;
using EdgeAigc.Onnx.Schema;

namespace EdgeAigc.Diffusion.Tests.Safety;

public sealed class SafetyCheckerTests : IDisposable
{
    private static readonly ImageSize Size = new(64, 48);
    private static readonly float[] Picture = Pictures.Planes(Size);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 100, 7)]
    [InlineData(1, 223, 150)]
    [InlineData(2, 30, 200)]
    public void Apply_ClipInput_IsThePreparedPicture(int channel, int y, int x)
    {
        var index = (((channel * 224) + y) * 224) + x;
        var (low, high) = ClipReference.Prepare(RgbImage.FromPlanes(Picture, Size))[index];
        Assert.True(Flags(new() { ClipIndex = index, ClipThreshold = (float)low - 1e-4f }), $"The element is not {low}.");
        Assert.False(Flags(new() { ClipIndex = index, ClipThreshold = (float)high + 1e-4f }), $"The element is not {high}.");
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(47, 63, 1)]
    [InlineData(20, 11, 2)]
    public void Apply_Images_AreThePixelsFromZeroToOne(int y, int x, int channel)
    {
        var value = Math.Clamp((Picture[(((channel * 48) + y) * 64) + x] / 2) + 0.5f, 0, 1);
        var index = (((y * 64) + x) * 3) + channel;
        Assert.True(Flags(new() { ImageIndex = index, ImageThreshold = value - 1e-5f }));
        Assert.False(Flags(new() { ImageIndex = index, ImageThreshold = value + 1e-5f }));
    }

    [Fact]
    public void Apply_FlaggedPicture_IsBlackAndSaysSo()
    {
        using var checker = Open(new());
        var before = Picture.ToArray();
        var filtered = checker.Apply(Picture, Size);
        Assert.Equal(new float[Picture.Length].Select(_ => -1f), filtered.Planes);
        Assert.True(filtered.Flagged);
        Assert.Contains("safety checker flagged the picture", filtered.Warning, StringComparison.Ordinal);
        Assert.Equal(before, Picture);
    }

    [Fact]
    public void Apply_OtherPicture_PassesAsItIs()
    {
        using var checker = Open(new() { ClipThreshold = 100 });
        var filtered = checker.Apply(Picture, Size);
        Assert.Same(Picture, filtered.Planes);
        Assert.Equal((false, null), (filtered.Flagged, filtered.Warning));
    }

    [Fact]
    public void Apply_OneBrightAndOneDarkPicture_FlagsTheBrightOne()
    {
        using var checker = Open(new() { ClipIndex = 224 * 112, ClipThreshold = 0 });
        Assert.True(checker.Apply([.. Enumerable.Repeat(0.9f, Picture.Length)], Size).Flagged);
        Assert.False(checker.Apply([.. Enumerable.Repeat(-0.9f, Picture.Length)], Size).Flagged);
    }

    [Fact]
    public void Apply_SeveralThreads_DoNotMixUpTheirPictures()
    {
        using var checker = Open(new() { ClipIndex = 224 * 112, ClipThreshold = 0 });
        var flagged = new bool[64];
        Parallel.For(0, flagged.Length, i => flagged[i] = checker.Apply([.. Enumerable.Repeat(i % 2 == 0 ? 0.9f : -0.9f, Picture.Length)], Size).Flagged);
        Assert.Equal(Enumerable.Range(0, flagged.Length).Select(i => i % 2 == 0), flagged);
    }

    [Fact]
    public void Open_WithoutTheFlags_IsAFaultThatNamesThem()
    {
        var exception = Assert.Throws<ModelException>(() => Open(new() { Output = "flags" }));
        Assert.EndsWith("/safety_checker/model.onnx", exception.Fault.File, StringComparison.Ordinal);
        Assert.Equal("The model lacks the output 'has_nsfw_concepts'; it has out_images, flags.", exception.Fault.Message);
    }

    [Fact]
    public void Open_FlagsOfAnotherType_IsAFaultThatNamesIt()
    {
        var exception = Assert.Throws<ModelException>(() => Open(new() { OutputType = TensorProto.Types.DataType.Float }));
        Assert.Equal("The output 'has_nsfw_concepts' is of type Float; it must be of type Bool.", exception.Fault.Message);
    }

    [Fact]
    public void Open_InputWithoutAValue_IsAFaultThatNamesIt()
    {
        var exception = Assert.Throws<ModelException>(() => Open(new() { ExtraInput = "threshold" }));
        Assert.Contains("declares the input 'threshold'", exception.Fault.Message, StringComparison.Ordinal);
    }

    private bool Flags(TinyChecker checker)
    {
        using var filter = Open(checker);
        return filter.Apply(Picture, Size).Flagged;
    }

    private IOutputFilter Open(TinyChecker checker)
    {
        checker.Write(_folder.Of("safety_checker"));
        return OutputFilters.Open(new ModelFiles(_folder.Path), new OnnxSessions(new EngineOptions { Threads = 1 }));
    }
}
