using EdgeAigc.Training.Networks;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Tests.Networks;

public sealed class NormalizationTests
{
    [Fact]
    public void Norm_AsCreated_HasUnitScaleAndZeroShift()
    {
        using var norm = Layers.Norm(40);

        Assert.All(norm.weight!.data<float>().ToArray(), value => Assert.Equal(1f, value));
        Assert.All(norm.bias!.data<float>().ToArray(), value => Assert.Equal(0f, value));
    }

    [Fact]
    public void LatentScale_OfKnownLatents_IsMeanAndDeviationOfEachChannel()
    {
        random.manual_seed(1);
        var mean = tensor(new float[] { 1, -2 }, [1, 2, 1, 1]);
        var deviation = tensor(new float[] { 0.5f, 3 }, [1, 2, 1, 1]);
        using var latents = (randn(4000, 2, 4, 4) * deviation) + mean;

        var scale = EdgeAigc.Training.Export.LatentScale.Of(latents);

        Assert.Equal([1f, -2f], scale.Mean, (left, right) => Math.Abs(left - right) < 0.05f);
        Assert.Equal([0.5f, 3f], scale.Deviation, (left, right) => Math.Abs(left - right) < 0.05f);
    }
}
