using EdgeAigc.Diffusion.Conditioning;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Onnx;
using EdgeAigc.Diffusion.Tests.Families;

namespace EdgeAigc.Diffusion.Tests.Conditioning;

/// <summary>The conditioner of a tiny family in a temporary folder.</summary>
internal sealed class ConditionerHarness : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IConditioner _conditioner;

    public ConditionerHarness(TinyFamily family, long cacheBytes = TextEmbeddingCache.DefaultCapacityBytes)
    {
        Model = ModelFolder.TryOpen(family.Write(_folder.Path), out var fault)!;
        Assert.Null(fault);
        Cache = new(cacheBytes);
        _conditioner = Conditioners.Open(Model, new OnnxSessions(new EngineOptions { Threads = 1 }), Cache);
    }

    public ModelFolder Model { get; }

    public TextEmbeddingCache Cache { get; }

    public IReadOnlyCollection<string> Inputs => _conditioner.Inputs;

    public List<string> Warnings { get; } = [];

    public RequestConditioning Encode(string prompt, string? negative, double guidance, int width = 64, int height = 64) =>
        _conditioner.Encode(new ResolvedJob(Model, prompt, negative, 4, 1, guidance, width, height), Warnings);

    public void Dispose()
    {
        _conditioner.Dispose();
        _folder.Dispose();
    }
}
