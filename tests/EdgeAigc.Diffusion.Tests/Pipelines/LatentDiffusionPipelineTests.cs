using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Onnx;
using EdgeAigc.Diffusion.Pipelines;
using EdgeAigc.Diffusion.Tests.Engine;

namespace EdgeAigc.Diffusion.Tests.Pipelines;

public sealed class LatentDiffusionPipelineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Advance_Step_AllocatesLessThanAKilobyte(int requests)
    {
        using var pipeline = Load(new TinyModel { TimestepShape = ["batch"] }, out var model);
        List<DenoisingState> batch = [.. Enumerable.Range(0, requests).Select(seed => pipeline.Begin(Job(model, seed) with { Steps = 22 }))];
        pipeline.Advance(batch);
        pipeline.Advance(batch);
        var before = GC.GetAllocatedBytesForCurrentThread();
        while (!batch[0].IsDone)
            pipeline.Advance(batch);
        var perStep = (GC.GetAllocatedBytesForCurrentThread() - before) / 20;
        Assert.InRange(perStep, 0, 1024);
    }

    [Fact]
    public void Advance_RequestsAtDifferentSteps_GiveInOneBatchWhatTheyGiveAlone()
    {
        using var pipeline = Load(new TinyModel { TimestepShape = ["batch"] }, out var model);
        ResolvedJob[] jobs =
        [
            Job(model, seed: 1) with { Steps = 6 }, Job(model, seed: 2) with { Steps = 5, Guidance = 1 },
            Job(model, seed: 3) with { Prompt = "the thing", Steps = 4, Guidance = 5 },
        ];
        var alone = Array.ConvertAll(jobs, job => RunAlone(pipeline, job));

        // Each joins two steps after the one before.
        var states = new List<DenoisingState>();
        for (var turn = 0; states.Count < jobs.Length || states.Exists(state => !state.IsDone); turn++)
        {
            if (turn % 2 == 0 && states.Count < jobs.Length)
                states.Add(pipeline.Begin(jobs[states.Count]));
            pipeline.Advance(states.FindAll(state => !state.IsDone));
        }

        Assert.All(jobs.Index(), job => AssertClose(alone[job.Index], pipeline.Decode(states[job.Index], states[job.Index].Latents)));
    }

    [Theory]
    [InlineData("batch", true)]
    [InlineData("steps", false)]
    [InlineData("1", false)]
    [InlineData(null, false)]
    public void IsTimestepPerSample_ByDeclaration_IsWhereItsLengthIsThatOfTheBatch(string? dimension, bool perSample)
    {
        using var pipeline = Load(new TinyModel { TimestepShape = dimension is null ? [] : [dimension] }, out _);
        Assert.Equal(perSample, pipeline.IsTimestepPerSample);
    }

    private static float[] RunAlone(IDiffusionPipeline pipeline, ResolvedJob job)
    {
        var state = pipeline.Begin(job);
        while (!state.IsDone)
            pipeline.Advance([state]);
        return pipeline.Decode(state, state.Latents);
    }

    /// <summary>Within what the order of summation in a larger batch may change.</summary>
    private static void AssertClose(float[] expected, float[] actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));

    private IDiffusionPipeline Load(TinyModel tiny, out ModelFolder model)
    {
        model = ModelFolder.TryOpen(tiny.Write(_folder.Path), out var fault)!;
        Assert.Null(fault);
        return PipelineFactory.Load(model, new OnnxSessions(new EngineOptions { Threads = 1 }), isCancelled: () => false);
    }

    private static ResolvedJob Job(ModelFolder model, long seed) => new(model, "red heart", "", 3, seed, 2, 64, 64);
}
