using EdgeAigc.Training.Data;
using EdgeAigc.Training.Networks;
using EdgeAigc.Training.Stages;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Tests.Stages;

public sealed class CaptionedLatentsTests
{
    private const int Pictures = 3;
    private const int Variants = 4;

    [Fact]
    public void Draw_ManyTimes_GivesEveryVariantWithACaptionOfItsOwnPicture()
    {
        using var latents = Create();
        var seen = new HashSet<long>();
        var (indices, tokens) = latents.Draw(2000, new System.Random(1));
        var captions = tokens.select(1, 0).data<long>().ToArray();
        foreach (var (index, caption) in indices.data<long>().ToArray().Zip(captions))
        {
            seen.Add(index);
            // The empty caption, or the number that stands for the picture.
            Assert.True(caption == 0 || caption == 1 + (index / Variants), $"latent {index} is called {caption}");
        }

        Assert.Equal(Pictures * Variants, seen.Count);
        Assert.InRange(captions.Count(caption => caption == 0), 140, 260);
    }

    [Fact]
    public void Mean_DrawnLatents_AreThoseOfTheIndices()
    {
        using var latents = Create();
        var drawn = latents.Draw(20, new System.Random(2));

        Assert.Equal(
            drawn.Indices.data<long>().ToArray().Select(index => (float)index), latents.Mean(drawn).amax([1, 2, 3]).data<float>().ToArray());
    }

    [Fact]
    public void Sample_ManyDraws_SpreadByHalfTheDeviation()
    {
        using var latents = Create();
        random.manual_seed(3);
        var drawn = latents.Draw(400, new System.Random(3));

        var noise = latents.Sample(drawn) - latents.Mean(drawn);

        Assert.Equal(0, noise.mean().item<float>(), 0.02f);
        Assert.Equal(1, noise.std().item<float>(), 0.02f);
    }

    [Fact]
    public void EmptyTokens_AnyCount_AreTheTokensOfNoCaption()
    {
        using var latents = TinyLatents.Create(1);

        var tokens = latents.EmptyTokens(3);

        Assert.Equal([3, TextEncoder.Tokens], tokens.shape);
        Assert.Equal(Enumerable.Repeat(TinyLatents.Tokenize(""), 3).SelectMany(row => row), tokens.contiguous().data<long>().ToArray());
    }

    // Latent n holds n everywhere, with a deviation of 2; captions are tokenized to the number of their picture, from 1.
    private static CaptionedLatents Create()
    {
        var mean = arange(Pictures * Variants, ScalarType.Float32).view(-1, 1, 1, 1).expand(-1, 8, 8, 8).contiguous();
        var names = Enumerable.Range(1, Pictures).Select(number => $"{number}").ToArray();
        return new(mean, full_like(mean, 2), Variants, new Captions([.. names.Select(name => new Emoji(name, [], "none"))]), Tokenize);

        static long[] Tokenize(string caption) =>
            [caption.Where(char.IsAsciiDigit).Select(digit => (long)(digit - '0')).SingleOrDefault(), .. new long[TextEncoder.Tokens - 1]];
    }
}
