using EdgeAigc.Diffusion.Random;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Tests.Random;

public sealed class TorchGeneratorTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(42)]
    [InlineData(int.MaxValue)]
    [InlineData(0xFFFF_FFFFL)]
    [InlineData(0x1_0000_0007L)]
    public void Normal_AnyLength_IsTorchsRandnBitForBit(long seed)
    {
        foreach (var count in (int[])[1, 2, 15, 16, 17, 31, 512, 4099])
        {
            using var generator = new Generator((ulong)seed);
            using var expected = randn(count, generator: generator);
            var actual = new float[count];
            new TorchGenerator((ulong)seed).Normal(actual);

            Assert.Equal(expected.data<float>().ToArray().Select(BitConverter.SingleToInt32Bits), actual.Select(BitConverter.SingleToInt32Bits));
        }
    }

    [Fact]
    public void Normal_SeveralDraws_FollowOneAnotherAsInTorch()
    {
        using var generator = new Generator(5);
        var ours = new TorchGenerator(5);
        foreach (var count in (int[])[3, 512, 1, 17, 2])
        {
            using var expected = randn(count, generator: generator);
            var actual = new float[count];
            ours.Normal(actual);

            Assert.Equal(expected.data<float>().ToArray(), actual);
        }
    }
}
