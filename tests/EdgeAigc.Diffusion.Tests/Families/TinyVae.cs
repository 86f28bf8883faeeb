using EdgeAigc.Onnx;
using Type = EdgeAigc.Onnx.Schema.TensorProto.Types.DataType;

namespace EdgeAigc.Diffusion.Tests.Families;

/// <summary>A VAE of 8 × 8 pixels to a cell: the decoder mixes channels and enlarges, the encoder averages and mixes.</summary>
internal sealed record TinyVae
{
    public const int Channels = TinyUNet.Channels;
    public const int Scale = 8;

    /// <summary>What latents are multiplied by; null leaves the key out, which means 0.18215.</summary>
    public double? ScalingFactor { get; init; }

    /// <summary>What there is of an encoder.</summary>
    public TinyVaeEncoder Encoder { get; init; } = TinyVaeEncoder.None;

    /// <summary>What the weights of the variance are multiplied by, to reach its bounds.</summary>
    public float VarianceGain { get; init; } = 1;

    public static GraphBuilder DecoderGraph()
    {
        var graph = new GraphBuilder("vae_decoder");
        var latents = graph.Input("latent_sample", Type.Float, "batch_size", $"{Channels}", "height_latent", "width_latent");
        var colours = graph.Node("Conv", [latents, graph.Floats(DecoderWeights(), 3, Channels, 1, 1)]);
        var picture = graph.Node(
            "Resize",
            [colours, "", graph.Floats([1, 1, Scale, Scale], 4)],
            ("mode", "nearest"),
            ("coordinate_transformation_mode", "asymmetric"),
            ("nearest_mode", "floor"));
        graph.Output("sample", picture, Type.Float, "batch_size", "3", "height", "width");
        return graph;
    }

    public GraphBuilder EncoderGraph()
    {
        var graph = new GraphBuilder("vae_encoder");
        var picture = graph.Input("sample", Type.Float, "batch_size", "3", "height", "width");
        var cells = graph.Node(
            "AveragePool", [picture], ("kernel_shape", new long[] { Scale, Scale }), ("strides", new long[] { Scale, Scale }));
        var weights = EncoderWeights();
        var latents = graph.Node("Conv", [cells, graph.Floats(weights, weights.Length / 3, 3, 1, 1)]);
        var name = Encoder == TinyVaeEncoder.Parameters ? "latent_parameters" : "latent_sample";
        graph.Output(name, latents, Type.Float, "batch_size", $"{weights.Length / 3}", "height_latent", "width_latent");
        return graph;
    }

    /// <summary>Colour [3] of one cell, −1 to 1.</summary>
    /// <param name="latents">Latents [C] in the VAE's scale.</param>
    public static double[] Decode(double[] latents)
    {
        var weights = DecoderWeights();
        return [.. Enumerable.Range(0, 3).Select(colour => latents.Select((x, channel) => weights[(colour * Channels) + channel] * x).Sum())];
    }

    /// <summary>What the encoder puts out for one cell: [C], or [2C] with the logarithms of the variances behind.</summary>
    /// <param name="colour">Mean colour [3] of the cell.</param>
    public double[] Encode(double[] colour)
    {
        var weights = EncoderWeights();
        return [.. Enumerable.Range(0, weights.Length / 3).Select(channel => colour.Select((x, k) => weights[(channel * 3) + k] * x).Sum())];
    }

    private static float[] DecoderWeights() => TinyWeights.Draw(201, 0.002f, 3, Channels);

    private float[] EncoderWeights()
    {
        var mean = TinyWeights.Draw(202, 1, Channels, 3);
        return Encoder == TinyVaeEncoder.Parameters
            ? [.. mean, .. Array.ConvertAll(TinyWeights.Draw(203, 1, Channels, 3), weight => weight * VarianceGain)]
            : mean;
    }
}
