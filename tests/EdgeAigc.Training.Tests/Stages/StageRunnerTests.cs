using EdgeAigc.Training.Networks;
using EdgeAigc.Training.Stages;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Tests.Stages;

public sealed class StageRunnerTests : IDisposable
{
    private const int Steps = 8;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_InterruptedAndResumed_GivesLossesAndWeightsOfAnUninterruptedRun()
    {
        var whole = TrainLatent("whole", interruptAfter: []);
        var resumed = TrainLatent("resumed", interruptAfter: [1, 5]);

        Assert.Equal(whole.Losses, resumed.Losses);
        Assert.Equal(whole.Weights, resumed.Weights);
        Assert.NotEqual(whole.Losses[0], whole.Losses[^1]);
    }

    [Fact]
    public void Run_TextAndDenoiserInterrupted_GivesTheWeightsOfAnUninterruptedRun() =>
        Assert.Equal(TrainDenoiser("whole", interruptAfter: []), TrainDenoiser("resumed", interruptAfter: [3]));

    [Fact]
    public void Run_FinishedStage_IsNotRepeated()
    {
        var first = TrainLatent("same", interruptAfter: []);
        var second = TrainLatent("same", interruptAfter: []);

        Assert.Empty(second.Losses);
        Assert.Equal(first.Weights, second.Weights);
    }

    [Fact]
    public void Run_OtherSeed_GivesOtherLosses() =>
        Assert.NotEqual(TrainLatent("one", []).Losses, TrainLatent("two", [], seed: 2).Losses);

    [Fact]
    public void Run_EachStep_DrawsAnewFromBothSources()
    {
        using var module = nn.Linear(1, 1);
        var drawn = new List<double>();
        var runner = new StageRunner(_folder.Path, 1, new SilentReport(), TimeProvider.System);

        runner.Run("stage", [module], LatentStage.Settings(20), draws =>
        {
            drawn.Add(draws.NextDouble());
            drawn.Add(randn(1).item<float>());
            return module.weight!.sum();
        }, TestContext.Current.CancellationToken);

        Assert.Equal(40, drawn.Count);
        Assert.Distinct(drawn);
    }

    [Fact]
    public void Run_LossThatIsNoNumber_StopsWithStageAndStep()
    {
        using var module = nn.Linear(1, 1);
        var runner = new StageRunner(_folder.Path, 1, new SilentReport(), TimeProvider.System);

        var fault = Assert.Throws<InvalidOperationException>(() =>
            runner.Run("broken", [module], LatentStage.Settings(1), _ => module.weight!.sum() * float.NaN, TestContext.Current.CancellationToken));

        Assert.Contains("broken", fault.Message, StringComparison.Ordinal);
        Assert.Contains("step 0", fault.Message, StringComparison.Ordinal);
    }

    private (List<double> Losses, float[] Weights) TrainLatent(string name, int[] interruptAfter, ulong seed = 1)
    {
        random.manual_seed(7);
        using var encoder = new LatentEncoder();
        using var decoder = new LatentDecoder();
        using var pictures = SyntheticPictures.Create(6);
        var losses = Train(name, seed, [encoder, decoder], LatentStage.Settings(Steps), new LatentStage(encoder, decoder, pictures).Loss, interruptAfter);
        return (losses, Weights(encoder, decoder));
    }

    private float[] TrainDenoiser(string name, int[] interruptAfter)
    {
        random.manual_seed(7);
        using var text = TinyLatents.CreateEncoder();
        using var denoiser = new Denoiser(new(Width: 16, Blocks: 1, HintSide: 2));
        using var latents = TinyLatents.Create(4);
        var stage = new DenoiserStage(latents, text, denoiser);
        Train(name, 1, [text, denoiser], DenoiserStage.Settings(5), stage.Loss, interruptAfter);
        return Weights(text, denoiser);
    }

    private List<double> Train(
        string name, ulong seed, nn.Module[] modules, StageSettings settings, Func<System.Random, Tensor> loss, int[] interruptAfter)
    {
        var folder = Directory.CreateDirectory(_folder.File(name)).FullName;
        var losses = new List<double>();
        foreach (var stop in interruptAfter)
        {
            using var interruption = new CancellationTokenSource();
            var report = new SilentReport((_, step) =>
            {
                if (step == stop)
                    interruption.Cancel();
            });
            Assert.Throws<OperationCanceledException>(() => Run(report, interruption.Token));
            losses.AddRange(report.Losses);
            // What the interrupted process held in memory is gone, the state of its generator included.
            random.manual_seed(stop);
            foreach (var parameter in modules.SelectMany(module => module.parameters()))
                nn.init.constant_(parameter, 5);
        }

        var last = new SilentReport();
        Run(last, TestContext.Current.CancellationToken);
        losses.AddRange(last.Losses);
        return losses;

        void Run(SilentReport report, CancellationToken token) =>
            new StageRunner(folder, seed, report, TimeProvider.System).Run("stage", modules, settings, loss, token);
    }

    private static float[] Weights(params nn.Module[] modules) =>
        [.. modules.SelectMany(module => module.parameters()).SelectMany(parameter => parameter.data<float>().ToArray())];
}
