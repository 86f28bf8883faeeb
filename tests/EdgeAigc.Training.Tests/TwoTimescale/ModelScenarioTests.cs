using EdgeAigc.Core.Allocation;
using EdgeAigc.Core.Learned;
using EdgeAigc.Core.Placement;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Simulation.Learned;
using EdgeAigc.Simulation.PaperScenario;
using EdgeAigc.Training.Tests.Models;
using EdgeAigc.Training.Tests.Stages;
using EdgeAigc.Training.TwoTimescale;

namespace EdgeAigc.Training.Tests.TwoTimescale;

public sealed class ModelScenarioTests : IDisposable
{
    private const double Mebibyte = 1024 * 1024;

    private static readonly ModelScenario Settings = new(80 * Mebibyte, Users: 4, LatencyPreference: 0.1, ReferenceSeconds: 1, Load: 0.6, MissSeconds: 10, EgressMegabits: 1000);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_BundledModels_HasWhatWasMeasured()
    {
        var models = Models();
        var scenario = new Scenario(Settings.Of(models));

        Assert.Equal(models.Select(model => model.Name), scenario.Options.ModelNames);
        foreach (var (model, made) in models.Zip(scenario.Models))
        {
            Assert.Equal(model.Curves!.ResidentBytes / 1e9, made.Gigabytes);
            Assert.Equal(model.Curves.Latency.Curve.Interpolate(1), made.StepSeconds);
            // What steps gain over none is what they are worth to a node's slot.
            var steps = Math.Min(8, model.MaxSteps);
            Assert.Equal((0.9 * model.Curves.Quality.Curve.At(steps)) - (0.1 * steps * made.StepSeconds), made.Gains[steps], 1e-9);
        }

        // The whole link, shared by users at 100 m.
        var decibels = 128.1 - 37.6;
        var gain = Math.Pow(10, (204 - decibels) / 10);
        Assert.Equal(250e6, RadioLink.Rate(scenario.Options.DownlinkHertz / 4, 2 * gain), 1e3);
        Assert.Equal((int)(0.6 * 4 * scenario.Models.Average(model => model.BestLevel)), scenario.Options.StepBudget);
    }

    [Theory]
    [InlineData(MethodSettings.Diffusion)]
    [InlineData(MethodSettings.Shared)]
    public void Train_ForAClustersModels_GivesWeightsThatANodeTakes(string method)
    {
        ScenarioPresets.Save(Settings.Of(Models()), _folder.File("scenario.json"));
        var options = ScenarioPresets.Load(_folder.File("scenario.json"));
        var settings = Methods.Settings("scenario.json", method, 1) with { Episodes = 1, WarmUpSlots = 100, Frames = 20, FrameUpdates = 1 };
        new TrainingRun("scenario.json", options, settings, _folder.File("weights"), new SilentReport(), TimeProvider.System).Run(TestContext.Current.CancellationToken);

        var slots = SlotAllocators.Create(SlotAllocatorNames.Learned, new() { Weights = Path.Combine(_folder.File("weights"), TrainedMethod.SlotPolicy) }, TimeProvider.System);
        var frames = new LearnedPlacementPolicy(PolicyWeights.Open(Path.Combine(_folder.File("weights"), TrainedMethod.FramePolicy)), options.ModelNames!, TimeProvider.System);

        var answer = slots.Allocate(new() { EgressBitsPerSecond = 1e9, ComputeSeconds = 10, Requests = [new() { Id = "a", StepSeconds = 0.001, PayloadBits = 5e4, Quality = [new(1, 0.5), new(8, 1)] }] });
        Assert.True(Assert.Single(answer.Requests).Accepted);
        Assert.Equal("t2drl", frames.Name);
        // What the scenario computes for itself is what stands in the file.
        Assert.Equal(ScenarioTraits.Scales(new(options), settings.Temperature).Models, SlotScales.Load(PolicyWeights.Load(Path.Combine(_folder.File("weights"), TrainedMethod.SlotPolicy))).Models);
    }

    [Fact]
    public void Of_WhatNoPolicyCanBeTrainedFor_SaysWhy()
    {
        Assert.Contains("There are 0 models", Fault(Settings, []), StringComparison.Ordinal);
        Assert.Contains("--memory", Fault(Settings with { MemoryBytes = 1 }, Models()), StringComparison.Ordinal);
        Assert.Contains("no step pays", Fault(Settings with { LatencyPreference = 1 }, Models()), StringComparison.Ordinal);
    }

    private static string Fault(ModelScenario settings, IReadOnlyList<ModelFolder> models) => Assert.Throws<InvalidDataException>(() => settings.Of(models)).Message;

    private static IReadOnlyList<ModelFolder> Models() => ModelCatalog.Scan(BundledModels.Folder).Models;
}
