using EdgeAigc.Diffusion.Latents;
using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Tests.Latents;

public sealed class LatentScalingTests
{
    private static readonly VaeConfig[] Configs =
    [
        new(),
        new() { ScalingFactor = 0.3611, ShiftFactor = 0.1159 },
        new() { ScalingFactor = 0.5, LatentsMean = [-1.6, 2.3, 0.4, 0], LatentsStd = [8.4, 5.9, 0.5, 1] },
    ];

    [Fact]
    public void Scale_ScalingFactorAlone_Multiplies()
    {
        var scaled = Scale(new VaeConfig(), [1, 2, 3, 4, -1, -2, -3, -4]);
        Assert.Equal([0.18215f, 2 * 0.18215f, 3 * 0.18215f, 4 * 0.18215f], scaled[..4]);
    }

    [Fact]
    public void Scale_ShiftFactor_IsTakenAwayFirst() =>
        Assert.Equal([0f, 2f, -1f, 4f], Scale(new VaeConfig { ScalingFactor = 2, ShiftFactor = 0.5 }, [0.5f, 1.5f, 0, 2.5f]));

    [Fact]
    public void Scale_MeanAndDeviationOfEachChannel_AreItsOwn()
    {
        var config = new VaeConfig { LatentChannels = 2, ScalingFactor = 3, LatentsMean = [1, -2], LatentsStd = [2, 0.5], ShiftFactor = 9 };
        Assert.Equal([(5 - 1) * 3 / 2f, (1 - 1) * 3 / 2f, (1 + 2) * 3 / 0.5f, (-2 + 2) * 3 / 0.5f], Scale(config, [5, 1, 1, -2]));
    }

    [Fact]
    public void Unscale_Scaled_IsWhatItWas()
    {
        var random = new System.Random(5);
        foreach (var config in Configs)
        {
            var latents = Enumerable.Range(0, 4 * 6).Select(_ => (float)((random.NextDouble() * 40) - 20)).ToArray();
            var back = new float[latents.Length];
            new LatentScaling(config).Unscale(Scale(config, latents), back);
            for (var i = 0; i < latents.Length; i++)
                Assert.Equal(latents[i], back[i], 1e-5f);
        }
    }

    private static float[] Scale(VaeConfig config, float[] latents)
    {
        var result = new float[latents.Length];
        new LatentScaling(config).Scale(latents, result);
        return result;
    }
}
