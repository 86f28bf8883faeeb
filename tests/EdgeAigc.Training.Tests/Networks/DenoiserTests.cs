using EdgeAigc.Training.Networks;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Tests.Networks;

public sealed class DenoiserTests
{
    private static readonly DenoiserShape Shape = new(Width: 16, Blocks: 2, HintSide: 4);

    [Fact]
    public void Copy_RandomWeights_HasEveryParameterAndGivesTheSame()
    {
        using var original = new Denoiser(Shape);
        OnnxRun.Randomize(original, 1);
        using var copy = original.Copy();

        Assert.Equal(original.named_parameters().Select(pair => pair.name), copy.named_parameters().Select(pair => pair.name));
        Assert.All(original.parameters().Zip(copy.parameters()), pair => Assert.Equal(Values(pair.First), Values(pair.Second)));
        Assert.Equal(Values(Call(original)), Values(Call(copy)));
    }

    [Fact]
    public void Copy_ChangedAfterwards_LeavesTheOriginalAsItWas()
    {
        using var original = new Denoiser(Shape);
        OnnxRun.Randomize(original, 1);
        using var copy = original.Copy();
        var before = original.parameters().Select(Values).ToArray();
        OnnxRun.Randomize(copy, 2);

        Assert.Equal(before, original.parameters().Select(Values));
        Assert.All(original.parameters().Zip(copy.parameters()), pair => Assert.NotEqual(Values(pair.First), Values(pair.Second)));
    }

    [Fact]
    public void Copy_OriginalDisposed_GoesOnAlone()
    {
        var original = new Denoiser(Shape);
        OnnxRun.Randomize(original, 1);
        var expected = Values(Call(original));
        using var copy = original.Copy();
        original.Dispose();

        Assert.Equal(expected, Values(Call(copy)));
    }

    [Fact]
    public void Copy_UnderNoGradients_CanBeTrained()
    {
        using var original = new Denoiser(Shape);

        using var copy = original.Copy();

        Assert.All(copy.parameters(), parameter => Assert.True(parameter.requires_grad));
    }

    private static Tensor Call(Denoiser denoiser)
    {
        using var quiet = no_grad();
        random.manual_seed(3);
        var features = cat([randn(2, TextEncoder.Tokens, TextEncoder.Width), ones(2, TextEncoder.Tokens, 1)], dim: -1);
        return denoiser.call(randn(2, 8, 8, 8), tensor(new[] { 999f, 3f }), features);
    }

    private static float[] Values(Tensor tensor) => tensor.contiguous().data<float>().ToArray();
}
