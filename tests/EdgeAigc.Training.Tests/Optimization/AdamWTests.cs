using EdgeAigc.Training.Optimization;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Tests.Optimization;

public sealed class AdamWTests
{
    [Fact]
    public void Step_WithoutClipping_FollowsTorchsOwnAdamW()
    {
        var (ours, theirs) = (Model(), Model());
        var optimizer = new AdamW(ours.parameters(), new() { Beta1 = 0.9f, Beta2 = 0.99f, WeightDecay = 0.05f, MaxGradientNorm = 1e9 });
        var reference = optim.AdamW(theirs.parameters(), lr: 0.01, beta1: 0.9, beta2: 0.99, eps: 1e-8, weight_decay: 0.05);
        random.manual_seed(3);
        for (var step = 0; step < 20; step++)
        {
            using var input = randn(5, 4);
            Loss(ours, input).backward();
            optimizer.Step(0.01);
            reference.zero_grad();
            Loss(theirs, input).backward();
            reference.step();
        }

        Assert.Equal(Values(theirs), Values(ours), (left, right) => Math.Abs(left - right) < 2e-5f);
        Assert.NotEqual(Values(Model()), Values(ours), (left, right) => Math.Abs(left - right) < 1e-2f);
    }

    [Fact]
    public void Step_LargeGradient_IsClippedToTheNorm()
    {
        using var parameter = nn.Parameter(zeros(2));
        var optimizer = new AdamW([parameter], new() { MaxGradientNorm = 1 });
        (parameter * tensor(new[] { 30f, 40f })).sum().backward();

        Assert.Equal(50, optimizer.Step(0.1), 3);
    }

    [Fact]
    public void UseAverages_AfterManySteps_IsTheWeightedMeanOfTheParameters()
    {
        using var parameter = nn.Parameter(zeros(1));
        var optimizer = new AdamW([parameter], new() { AverageDecay = 0.5, WeightDecay = 0 });
        var expected = 0f;
        for (var step = 1; step <= 10; step++)
        {
            parameter.sum().backward();
            optimizer.Step(0.1);
            var keep = Math.Min(0.5f, (1f + step) / (10 + step));
            expected = (keep * expected) + ((1 - keep) * parameter.item<float>());
        }

        optimizer.UseAverages();

        Assert.Equal(expected, parameter.item<float>(), 1e-5f);
    }

    private static nn.Module<Tensor, Tensor> Model()
    {
        random.manual_seed(1);
        return nn.Sequential(nn.Linear(4, 6), nn.Tanh(), nn.Linear(6, 3));
    }

    private static Tensor Loss(nn.Module<Tensor, Tensor> model, Tensor input) => model.call(input).square().sum();

    private static float[] Values(nn.Module module) => [.. module.parameters().SelectMany(parameter => parameter.data<float>().ToArray())];
}
