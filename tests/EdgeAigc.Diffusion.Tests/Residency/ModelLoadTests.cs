using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Onnx;
using EdgeAigc.Diffusion.Residency;
using EdgeAigc.Diffusion.Tests.Engine;

namespace EdgeAigc.Diffusion.Tests.Residency;

public sealed class ModelLoadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_Model_IsOpenAfterwards()
    {
        var load = Load(new TinyModel());
        using var model = load.Model;
        Assert.Equal((true, false), (load.HasEnded, load.IsCancelled));
        Assert.Equal("tiny", model!.Folder.Name);
        Assert.Null(load.Failure);
    }

    [Fact]
    public void Run_Cancelled_OpensNothingAndIsNoFailure()
    {
        var load = Load(new TinyModel(), load => load.Cancel());
        Assert.True(load.HasEnded);
        Assert.Null(load.Model);
        Assert.Null(load.Failure);
    }

    [Fact]
    public void Run_DamagedNetwork_IsAFailureAndNoException()
    {
        var load = Load(new TinyModel(), _ => File.WriteAllText(_folder.Of("tiny", "vae_decoder", "model.onnx"), "damaged"));
        Assert.True(load.HasEnded);
        Assert.Null(load.Model);
        Assert.Contains("tiny/vae_decoder/model.onnx", load.Failure!.Message, StringComparison.Ordinal);
    }

    private ModelLoad Load(TinyModel tiny, Action<ModelLoad>? before = null)
    {
        var load = new ModelLoad(ModelFolder.TryOpen(tiny.Write(_folder.Path), out _)!, files: null);
        before?.Invoke(load);
        load.Run(new OnnxSessions(new EngineOptions { Threads = 1 }), TimeProvider.System);
        return load;
    }
}
