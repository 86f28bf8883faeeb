using EdgeAigc.Diffusion.Conditioning;

namespace EdgeAigc.Diffusion.Tests.Conditioning;

public sealed class GuidanceEmbeddingTests
{
    [Theory]
    [InlineData(1.0, 256)]
    [InlineData(1.004, 256)]
    [InlineData(8.5, 256)]
    [InlineData(0.0, 8)]
    [InlineData(3.25, 4)]
    public void Of_Guidance_IsSinesThenCosines(double guidance, int width)
    {
        var embedding = GuidanceEmbedding.Of(guidance, width);
        Assert.Equal(width, embedding.Length);
        var omega = 1000 * (guidance - 1);
        // An angle of some thousands in float32 is good to some ten-thousandths.
        var tolerance = 1e-6 + (Math.Abs(omega) * 2.5e-7);
        for (var i = 0; i < width / 2; i++)
        {
            var angle = omega * Math.Pow(10_000, -i / ((width / 2) - 1.0));
            Assert.Equal(Math.Sin(angle), embedding[i], tolerance);
            Assert.Equal(Math.Cos(angle), embedding[(width / 2) + i], tolerance);
        }
    }

    [Fact]
    public void Of_OddWidth_EndsWithAZero()
    {
        var embedding = GuidanceEmbedding.Of(2, 9);
        Assert.Equal(GuidanceEmbedding.Of(2, 8), embedding[..8]);
        Assert.Equal(0, embedding[8]);
    }
}
