using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Onnx;
using EdgeAigc.Diffusion.Pipelines;
using EdgeAigc.Diffusion.Tests.Engine;

namespace EdgeAigc.Diffusion.Tests.Pipelines;

public sealed class StableDiffusionPipelineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Advance_Step_AllocatesLessThanAKilobyte()
    {
        using var pipeline = Load(out var model);
        using var state = pipeline.Begin(Job(model, seed: 1) with { Steps = 22 });
        pipeline.Advance(state);
        pipeline.Advance(state);
        var before = GC.GetAllocatedBytesForCurrentThread();
        while (!state.IsDone)
            pipeline.Advance(state);
        var perStep = (GC.GetAllocatedBytesForCurrentThread() - before) / 20;
        Assert.InRange(perStep, 0, 1024);
    }

    [Fact]
    public void Advance_StepsOfTwoRunsInterleaved_GiveWhatTheyGiveAlone()
    {
        using var pipeline = Load(out var model);
        var (guided, plain) = (Job(model, seed: 1), Job(model, seed: 2) with { Steps = 5, Guidance = 1 });
        float[][] alone = [RunAlone(pipeline, guided), RunAlone(pipeline, plain)];

        using var one = pipeline.Begin(guided);
        pipeline.Advance(one);
        using var two = pipeline.Begin(plain);
        while (!one.IsDone || !two.IsDone)
        {
            if (!two.IsDone)
                pipeline.Advance(two);
            if (!one.IsDone)
                pipeline.Advance(one);
        }

        Assert.Equal(alone[0], pipeline.Decode(one));
        Assert.Equal(alone[1], pipeline.Decode(two));
    }

    private static float[] RunAlone(IDiffusionPipeline pipeline, ResolvedJob job)
    {
        using var state = pipeline.Begin(job);
        while (!state.IsDone)
            pipeline.Advance(state);
        return pipeline.Decode(state);
    }

    private IDiffusionPipeline Load(out ModelFolder model)
    {
        model = ModelFolder.TryOpen(new TinyModel().Write(_folder.Path), out var fault)!;
        Assert.Null(fault);
        return PipelineFactory.Load(model, new OnnxSessions(new EngineOptions { Threads = 1 }));
    }

    private static ResolvedJob Job(ModelFolder model, long seed) => new(model, "red heart", "", 3, seed, 2, 64, 64);
}
