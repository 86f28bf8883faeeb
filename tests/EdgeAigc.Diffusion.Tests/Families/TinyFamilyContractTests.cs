using EdgeAigc.Diffusion.Random;
using Microsoft.ML.OnnxRuntime;
using Type = EdgeAigc.Onnx.Schema.TensorProto.Types.DataType;

namespace EdgeAigc.Diffusion.Tests.Families;

/// <summary>The tiny networks have the tensors of the real ones and compute what their plain C# says, so that what is proven with
/// them means something.</summary>
public sealed class TinyFamilyContractTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("sd15", "sample timestep encoder_hidden_states")]
    [InlineData("sdxl", "sample timestep encoder_hidden_states text_embeds time_ids")]
    [InlineData("lcm", "sample timestep encoder_hidden_states timestep_cond")]
    public void Write_UNet_DeclaresTheInputsOfItsFamily(string name, string inputs)
    {
        TinyFamily[] families = [TinyFamily.StableDiffusion(), TinyFamily.Sdxl(), TinyFamily.LatentConsistency()];
        using var session = Open(families.Single(family => family.Name == name), "unet");
        Assert.Equal(inputs.Split(' ').Order(StringComparer.Ordinal), session.InputNames.Order(StringComparer.Ordinal));
        Assert.Equal(["out_sample"], session.OutputNames);
    }

    [Fact]
    public void Write_TextEncoders_DeclareTheOutputsOfTheirClass()
    {
        using var plain = Open(TinyFamily.StableDiffusion(), "text_encoder");
        Assert.Equal(["last_hidden_state", "pooler_output"], plain.OutputNames);
        using var first = Open(TinyFamily.Sdxl(), "text_encoder");
        Assert.Equal(
            ["last_hidden_state", "pooler_output", "hidden_states.0", "hidden_states.1", "hidden_states.2"], first.OutputNames);
        using var second = Open(TinyFamily.Sdxl(), "text_encoder_2");
        Assert.Equal("text_embeds", second.OutputNames[0]);
        Assert.Equal([-1, 6], second.OutputMetadata["text_embeds"].Dimensions);
    }

    public static TheoryData<Type, string[], int[]> Timesteps()
    {
        var cases = new TheoryData<Type, string[], int[]>();
        foreach (var type in new[] { Type.Float, Type.Int32, Type.Int64 })
        {
            cases.Add(type, [], []);
            cases.Add(type, ["1"], [1]);
            cases.Add(type, ["batch_size"], [2]);
            cases.Add(type, ["steps"], [1]);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Timesteps), DisableDiscoveryEnumeration = true)]
    public void Compute_UNetOfTwoRows_IsWhatTheNetworkGives(Type type, string[] declared, int[] shape)
    {
        var family = TinyFamily.Sdxl();
        family = family with { UNet = family.UNet with { TimestepType = type, TimestepShape = declared } };
        var rows = new[] { TinyConditioning.Row(family, ["red</w>"], 1, 6), TinyConditioning.Row(family, null, 1, 6) };
        var sample = Random(2 * TinyUNet.Channels * 6);
        double[] timestep = [.. Enumerable.Repeat(421.0, shape is [2] ? 2 : 1)];
        var result = RawSession.Run(
            Path.Combine(family.Write(_folder.Path), "unet", "model.onnx"),
            ("sample", sample, [2, TinyUNet.Channels, 2, 3]),
            ("timestep", timestep, shape),
            ("encoder_hidden_states", Both("encoder_hidden_states"), [2, TinyTextEncoder.Tokens, family.UNet.Width]),
            ("text_embeds", Both("text_embeds"), [2, family.UNet.Pooled]),
            ("time_ids", Both("time_ids"), [2, family.UNet.TimeIds]))["out_sample"];
        Close.Equal([.. family.UNet.Compute(sample[..24], 421, rows[0]), .. family.UNet.Compute(sample[24..], 421, rows[1])], result);

        double[] Both(string input) => [.. rows[0][input], .. rows[1][input]];
    }

    [Fact]
    public void Decode_Latents_IsWhatTheNetworkGives()
    {
        var path = Path.Combine(TinyFamily.StableDiffusion().Write(_folder.Path), "vae_decoder", "model.onnx");
        var latents = Random(TinyVae.Channels);
        var picture = RawSession.Run(path, ("latent_sample", latents, [1, TinyVae.Channels, 1, 1]))["sample"];
        Close.Equal([.. TinyVae.Decode(latents).SelectMany(value => Enumerable.Repeat(value, 64))], picture);
    }

    private InferenceSession Open(TinyFamily family, string network) =>
        new(Path.Combine(family.Write(_folder.Path), network, "model.onnx"));

    private static double[] Random(int count)
    {
        var values = new float[count];
        new TorchGenerator(5).Normal(values);
        return Array.ConvertAll(values, value => (double)value);
    }
}
