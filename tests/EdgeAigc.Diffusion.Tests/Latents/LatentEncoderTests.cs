using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Latents;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Onnx;
using EdgeAigc.Diffusion.Random;
using EdgeAigc.Diffusion.Tests.Families;

namespace EdgeAigc.Diffusion.Tests.Latents;

public sealed class LatentEncoderTests : IDisposable
{
    private const int Height = 16;
    private const int Width = 24;
    private const int Cells = Height * Width / (TinyVae.Scale * TinyVae.Scale);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1f)]
    [InlineData(200f)]   // Variances beyond both bounds.
    public void Encode_MeanAndVariance_DrawsWithTheNoise(float gain)
    {
        var vae = new TinyVae { Encoder = TinyVaeEncoder.Parameters, ScalingFactor = 0.5, VarianceGain = gain };
        using var encoder = Open(vae);
        Assert.True(encoder.DrawsNoise);
        var (picture, noise) = (Normal(3 * Height * Width, 1), Normal(TinyVae.Channels * Cells, 2));
        var latents = encoder.Encode(picture, Height, Width, noise);
        var clamped = new HashSet<double>();
        for (var cell = 0; cell < Cells; cell++)
        {
            var parameters = vae.Encode(Mean(picture, cell));
            for (var channel = 0; channel < TinyVae.Channels; channel++)
            {
                var logVariance = Math.Min(20, Math.Max(-30, parameters[TinyVae.Channels + channel]));
                clamped.Add(logVariance);
                var expected = 0.5 * (parameters[channel] + (Math.Exp(logVariance / 2) * noise[(channel * Cells) + cell]));
                Assert.Equal(expected, latents[(channel * Cells) + cell], 1e-5 * (1 + Math.Abs(expected)));
            }
        }

        Assert.Equal(gain > 1, clamped.Contains(20) && clamped.Contains(-30));
    }

    [Fact]
    public void Encode_LatentsOfAnOlderExport_AreTakenAsTheyAre()
    {
        var vae = new TinyVae { Encoder = TinyVaeEncoder.Sample };
        using var encoder = Open(vae);
        Assert.False(encoder.DrawsNoise);
        var picture = Normal(3 * Height * Width, 1);
        var latents = encoder.Encode(picture, Height, Width, []);
        for (var cell = 0; cell < Cells; cell++)
        {
            var expected = vae.Encode(Mean(picture, cell));
            for (var channel = 0; channel < TinyVae.Channels; channel++)
                Assert.Equal(0.18215 * expected[channel], latents[(channel * Cells) + cell], 1e-5);
        }
    }

    [Fact]
    public void Encode_PictureThatIsNotANumber_IsAnErrorThatNamesTheModel()
    {
        using var encoder = Open(new TinyVae { Encoder = TinyVaeEncoder.Sample });
        var picture = new float[3 * Height * Width];
        picture[0] = float.NaN;
        var exception = Assert.Throws<InferenceException>(() => encoder.Encode(picture, Height, Width, []));
        Assert.StartsWith("sd15/vae_encoder/model.onnx", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_NetworkOfOtherChannels_IsAnErrorWithBothShapes()
    {
        using var encoder = Open(new TinyVae { Encoder = TinyVaeEncoder.Sample }, new VaeConfig { LatentChannels = 8 });
        var exception = Assert.Throws<InferenceException>(() => encoder.Encode(new float[3 * Height * Width], Height, Width, []));
        Assert.Contains("[1, 4, 2, 3]; it must be [1, 8, 2, 3]", exception.Message, StringComparison.Ordinal);
    }

    private LatentEncoder Open(TinyVae vae, VaeConfig? config = null)
    {
        var path = (TinyFamily.StableDiffusion() with { Vae = vae }).Write(_folder.Path);
        var model = ModelFolder.TryOpen(path, out var fault)!;
        Assert.Null(fault);
        Assert.True(model.HasVaeEncoder);
        var sessions = new OnnxSessions(new EngineOptions { Threads = 1 });
        return new(sessions.Open(new ModelFiles(path), "vae_encoder", "model.onnx"), config ?? model.Vae);
    }

    private static double[] Mean(float[] picture, int cell)
    {
        var (top, left) = (cell / (Width / TinyVae.Scale) * TinyVae.Scale, cell % (Width / TinyVae.Scale) * TinyVae.Scale);
        return
        [
            .. Enumerable.Range(0, 3).Select(colour => Enumerable.Range(0, TinyVae.Scale * TinyVae.Scale).Average(i =>
                (double)picture[(colour * Height * Width) + ((top + (i / TinyVae.Scale)) * Width) + left + (i % TinyVae.Scale)])),
        ];
    }

    private static float[] Normal(int count, ulong seed)
    {
        var values = new float[count];
        new TorchGenerator(seed).Normal(values);
        return values;
    }
}
