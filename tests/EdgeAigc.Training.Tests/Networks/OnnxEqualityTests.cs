using EdgeAigc.Training.Export;
using EdgeAigc.Training.Networks;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Tests.Networks;

public sealed class OnnxEqualityTests
{
    private const int Vocabulary = 50;
    private const int Padding = Vocabulary - 1;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(8, 3)]
    public void TextEncoder_RandomWeights_EqualsTorch(int batch, int seed)
    {
        using var quiet = no_grad();
        using var encoder = new TextEncoder(Vocabulary, Padding);
        OnnxRun.Randomize(encoder, seed);
        using var ids = Ids(batch);
        var expected = encoder.call(ids);

        OnnxRun.AssertEqual(expected, OnnxRun.Run(encoder.Write(), "last_hidden_state", ("input_ids", ids)));
        OnnxRun.AssertEqual(TextEncoder.Pool(expected), OnnxRun.Run(encoder.Write(), "pooler_output", ("input_ids", ids)));
    }

    [Fact]
    public void TextEncoder_LastChannel_IsOneExactlyWhereTokensAre()
    {
        using var quiet = no_grad();
        using var encoder = new TextEncoder(Vocabulary, Padding);
        OnnxRun.Randomize(encoder, 4);
        using var ids = Ids(5);

        var features = OnnxRun.Run(encoder.Write(), "last_hidden_state", ("input_ids", ids));

        Assert.Equal(ids.ne(Padding).to_type(ScalarType.Float32).data<float>().ToArray(), features.select(2, TextEncoder.Width).contiguous().data<float>().ToArray());
    }

    [Theory]
    [InlineData(1, 224, 4, 8)]
    [InlineData(8, 224, 4, 8)]
    [InlineData(2, 224, 4, 2)]
    [InlineData(2, 128, 3, 8)]
    [InlineData(3, 40, 1, 4)]
    public void Denoiser_RandomWeightsAndMixedTimesteps_EqualsTorch(int batch, int width, int blocks, int hintSide)
    {
        using var quiet = no_grad();
        using var encoder = new TextEncoder(Vocabulary, Padding);
        using var denoiser = new Denoiser(new(width, blocks, hintSide));
        OnnxRun.Randomize(encoder, batch);
        OnnxRun.Randomize(denoiser, batch + 10);
        using var sample = randn(batch, 8, 8, 8);
        using var timesteps = randint(1000, batch).to_type(ScalarType.Float32);
        using var features = encoder.call(Ids(batch));

        var actual = OnnxRun.Run(denoiser.Write(), "out_sample", ("sample", sample), ("timestep", timesteps), ("encoder_hidden_states", features));

        OnnxRun.AssertEqual(denoiser.call(sample, timesteps, features), actual);
    }

    [Fact]
    public void Denoiser_WordsBehindThePadding_DoNotMatter()
    {
        using var quiet = no_grad();
        using var denoiser = new Denoiser(new());
        OnnxRun.Randomize(denoiser, 5);
        using var sample = randn(1, 8, 8, 8);
        using var timestep = tensor(new[] { 500f });
        using var features = randn(1, TextEncoder.Tokens, TextEncoder.Width + 1);
        features[.., .., (int)TextEncoder.Width] = 0;
        features[.., ..4, (int)TextEncoder.Width] = 1;
        using var others = features.clone();
        others[.., 4.., ..(int)TextEncoder.Width] = 7;

        var first = denoiser.call(sample, timestep, features);
        var second = denoiser.call(sample, timestep, others);

        // Hidden tokens still pass through their own rows; the image rows must not see them.
        OnnxRun.AssertEqual(first, second);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 2)]
    public void LatentDecoder_RandomWeightsAndScale_EqualsTorch(int batch, int seed)
    {
        using var quiet = no_grad();
        using var decoder = new LatentDecoder();
        OnnxRun.Randomize(decoder, seed);
        var scale = new LatentScale(
            [.. Enumerable.Range(0, 8).Select(channel => 0.3f * channel)], [.. Enumerable.Range(0, 8).Select(channel => 0.5f + (0.1f * channel))]);
        using var latent = randn(batch, 8, 8, 8);

        var actual = OnnxRun.Run(ModelExport.WriteDecoder(decoder, scale), "sample", ("latent_sample", latent));

        OnnxRun.AssertEqual(decoder.call((latent * scale.DeviationTensor) + scale.MeanTensor), actual);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    public void LatentEncoder_RandomWeightsAndScale_EqualsTorch(int batch, int seed)
    {
        using var quiet = no_grad();
        using var encoder = new LatentEncoder();
        OnnxRun.Randomize(encoder, seed);
        var scale = new LatentScale(
            [.. Enumerable.Range(0, 8).Select(channel => 0.3f * channel)], [.. Enumerable.Range(0, 8).Select(channel => 0.5f + (0.1f * channel))]);
        // Fine structure: the order in which pixels become channels matters.
        using var pictures = rand(batch, 3, 64, 64);
        var parts = encoder.call(pictures).chunk(2, dim: 1);

        var actual = OnnxRun.Run(ModelExport.WriteEncoder(encoder, scale), "latent_parameters", ("sample", pictures)).chunk(2, dim: 1);

        OnnxRun.AssertEqual((parts[0] - scale.MeanTensor) / scale.DeviationTensor, actual[0]);
        OnnxRun.AssertEqual((parts[1] * 0.5).exp() / scale.DeviationTensor, (actual[1] * 0.5).exp());
    }

    private static Tensor Ids(int batch)
    {
        var ids = new long[batch * TextEncoder.Tokens];
        Array.Fill(ids, Padding);
        for (var row = 0; row < batch; row++)
        {
            for (var token = 0; token < 2 + (row * 3 % 11); token++)
                ids[(row * TextEncoder.Tokens) + token] = ((row * 7) + (token * 5) + 1) % Padding;
        }

        return tensor(ids, [batch, TextEncoder.Tokens]);
    }
}
