using System.Runtime.InteropServices;
using System.Security.Cryptography;
using EdgeAigc.Diffusion.Random;

namespace EdgeAigc.Diffusion.Tests.Random;

/// <summary>Golden values come from libtorch 2.10 on a processor with AVX-512, and are the same with AVX2.</summary>
public sealed class TorchGeneratorTests
{
    [Theory]
    [InlineData(0UL, 1, "3b8ea0dd3165a7600cce7539f943a28fb9addc8e69c31ae805e26b91a2862b93")]
    [InlineData(0UL, 15, "feb39d97c8afee245f21d052413d07b2de3a4973c2085d7ed18ba5070e9c7a28")]
    [InlineData(0UL, 16, "7648137a31024642604465428f1598d06f595259ac993612918498d7cde9b70c")]
    [InlineData(0UL, 17, "6d2169852e19b6d18ed57d5a11b37c14723e147e06b2b3868a4e6d8a30017923")]
    [InlineData(0UL, 256, "cc2e396b0f7eee29697357d709898d648b2545b68e76110909676686f58990fe")]
    [InlineData(123UL, 512, "c6c4dfac493eb1d69440894e700257f9400a7ca637980490bdb0778745d9d923")]
    [InlineData(1234567890123UL, 64, "ec403c332c38390f32d5a0c86fb6258708de90975ff796e3ab8d1cb75bb4a159")]
    [InlineData(ulong.MaxValue, 1000, "bd567f33f1ae5735d86c5ae80316417a2538e8396a7d645a422f118bfed33163")]
    [InlineData(42UL, 16384, "e97f3de04c7c6ba86354db4402b91d4402ede9c72aabed29a96dd7d635a798ba")]
    [InlineData(7UL, 262144, "238674e7b4b169a08b5539db70d4729af70a811df5f1542b86c1e0c4864c5878")]
    public void Normal_AnySeedAndLength_IsTorchBitForBit(ulong seed, int length, string sha256)
    {
        var values = Draw(new TorchGenerator(seed), length);
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<float>(values))));
    }

    [Fact]
    public void Normal_SeedZero_BeginsAsEveryoneKnows()
    {
        Assert.Equal(1.54099607f, Draw(new TorchGenerator(0), 1)[0]);
        Assert.Equal(-1.12584e0f, Draw(new TorchGenerator(0), 16)[0], 1e-5f);
    }

    [Fact]
    public void Normal_DrawsInARow_KeepTheSecondOfAPairAsTorchDoes()
    {
        var generator = new TorchGenerator(3);
        Assert.Equal([0x3f4da380u, 0x3e330786u, 0x3db63a26u], Bits(Draw(generator, 3)));
        Assert.Equal([0xbf1d1ca0u, 0x3d3d29cfu], Bits(Draw(generator, 2)));
        Assert.Equal([0xbeadf8fau, 0x3e63ddaau], Bits(Draw(generator, 20))[..2]);
        Assert.Equal(
            [0xbfaf231eu, 0xbec8c7eau, 0x3e1b8f94u, 0xbf978492u, 0x3f08cbddu, 0xbfb9bb1du, 0xbf211ea8u], Bits(Draw(generator, 7)));
    }

    [Fact]
    public void Normal_SeedsThatDifferAbove32Bits_DrawTheSame() =>
        Assert.Equal(Draw(new TorchGenerator(5), 64), Draw(new TorchGenerator(5UL + (1UL << 32)), 64));

    [Fact]
    public void Normal_ManyValues_HaveMeanZeroAndDeviationOne()
    {
        var values = Draw(new TorchGenerator(99), 1 << 20);
        var mean = values.Average(value => (double)value);
        Assert.InRange(mean, -0.004, 0.004);   // Four deviations of the mean.
        Assert.InRange(values.Average(value => (double)value * value), 0.994, 1.006);
    }

    private static float[] Draw(TorchGenerator generator, int length)
    {
        var values = new float[length];
        generator.Normal(values);
        return values;
    }

    private static uint[] Bits(float[] values) => Array.ConvertAll(values, BitConverter.SingleToUInt32Bits);
}
