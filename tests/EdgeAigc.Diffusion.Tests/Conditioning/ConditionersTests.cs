using EdgeAigc.Diffusion.Conditioning;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Onnx;
using EdgeAigc.Diffusion.Tests.Families;

namespace EdgeAigc.Diffusion.Tests.Conditioning;

/// <summary>Folders whose networks do not fit together.</summary>
public sealed class ConditionersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_SdxlEncoderWithoutHiddenStates_NamesTheOutputAndTheWayOut()
    {
        var family = WithEncoder("text_encoder", encoder => encoder with { PutsOutLayers = false });
        var fault = FaultOf(family);
        Assert.Equal("sdxl/text_encoder/model.onnx", fault.File);
        Assert.Contains("'hidden_states.1'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_SdxlEncoderWithoutProjection_NamesTheOutput()
    {
        var fault = FaultOf(WithEncoder("text_encoder_2", encoder => encoder with { Projection = null }));
        Assert.Equal("sdxl/text_encoder_2/model.onnx", fault.File);
        Assert.Contains("'text_embeds'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_EncoderOfAnotherWidth_NamesBothWidths()
    {
        var family = TinyFamily.StableDiffusion();
        var fault = FaultOf(family with { UNet = family.UNet with { Width = 24 } });
        Assert.Equal("sd15/unet/config.json", fault.File);
        Assert.Contains("'cross_attention_dim' is 24, but the text is encoded to 16 numbers", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_MissingConfigurationOfTheEncoder_CountsTheLayersItself()
    {
        var family = TinyFamily.Sdxl();
        var path = family.Write(_folder.Path);
        File.Delete(Path.Combine(path, "text_encoder", "config.json"));
        var config = Path.Combine(path, "text_encoder_2", "config.json");
        File.WriteAllText(config, "{}");
        using var conditioner = Open(path, out var model);
        var row = conditioner.Encode(new ResolvedJob(model, "red", null, 1, 1, 1, 64, 64), []).Rows[0];
        Close.Equal(
            TinyConditioning.Row(family, ["red</w>"], 1, 6)["encoder_hidden_states"], row.Inputs["encoder_hidden_states"]);
    }

    private static TinyFamily WithEncoder(string folder, Func<TinyTextEncoder, TinyTextEncoder> change)
    {
        var family = TinyFamily.Sdxl();
        var encoders = new Dictionary<string, TinyTextEncoder>(family.TextEncoders);
        encoders[folder] = change(encoders[folder]);
        return family with { TextEncoders = encoders };
    }

    private ModelFault FaultOf(TinyFamily family) =>
        Assert.Throws<ModelException>(() => Open(family.Write(_folder.Path), out _).Dispose()).Fault;

    private static IConditioner Open(string path, out ModelFolder model)
    {
        model = ModelFolder.TryOpen(path, out var fault)!;
        Assert.Null(fault);
        return Conditioners.Open(model, new OnnxSessions(new EngineOptions { Threads = 1 }), new(TextEmbeddingCache.DefaultCapacityBytes));
    }
}
