using EdgeAigc.Training.Data;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Tests.Recipes;

public sealed class LatentSpaceTests : IDisposable
{
    private readonly TinyZoo _zoo = new();

    public void Dispose() => _zoo.Dispose();

    private List<string> Paths => [.. _zoo.Words.PicturesOf(EmojiStyle.Noto).Select(picture => picture.Path)];

    [Fact]
    public void Normalised_PicturesOfTheTraining_HaveMeanZeroAndDeviationOneInEachChannel()
    {
        using var scope = NewDisposeScope();
        var (mean, deviation) = _zoo.Space.Normalised(Pictures.Read(Paths));

        Assert.Equal([Paths.Count, 8, 8, 8], mean.shape);
        Assert.Equal(mean.shape, deviation.shape);
        Assert.True(deviation.min().item<float>() > 0);
        foreach (var channel in mean.transpose(0, 1).flatten(1).unbind())
        {
            Assert.Equal(0, channel.mean().item<float>(), 1e-4f);
            Assert.Equal(1, channel.std().item<float>(), 1e-4f);
        }
    }

    [Fact]
    public void ReconstructionDecibels_DecoderThatDrawsGrey_IsTheRatioToThePicturesThemselves()
    {
        foreach (var parameter in _zoo.Space.Decoder.parameters())
            nn.init.zeros_(parameter);
        using var pictures = Pictures.Read(Paths);
        var squares = pictures.data<float>().ToArray().Average(value => value / 2.0 * (value / 2.0));

        Assert.Equal(-10 * Math.Log10(squares), _zoo.Space.ReconstructionDecibels(Paths), 1e-3);
    }
}
