using EdgeAigc.Onnx;
using Type = EdgeAigc.Onnx.Schema.TensorProto.Types.DataType;

namespace EdgeAigc.Diffusion.Tests.Families;

/// <summary>A denoising network with the inputs of a U-Net: tanh(mixed latents + timestep/1000 + a projection of each other
/// input), so that every element of every input bears on the result.</summary>
internal sealed record TinyUNet
{
    public const int Channels = 4;

    /// <summary>W, numbers for each token of the text.</summary>
    public int Width { get; init; } = 16;

    /// <summary>P of <c>text_embeds</c>; 0 leaves the input out.</summary>
    public int Pooled { get; init; }

    /// <summary>Length of <c>time_ids</c>; 0 leaves the input out.</summary>
    public int TimeIds { get; init; }

    /// <summary>D of <c>timestep_cond</c>; 0 leaves the input out.</summary>
    public int TimestepCond { get; init; }

    /// <summary>Type of the timestep.</summary>
    public Type TimestepType { get; init; } = Type.Float;

    /// <summary>Shape of the timestep: [], ["1"] or ["batch_size"] in models that there are.</summary>
    public string[] TimestepShape { get; init; } = [];

    public GraphBuilder Graph()
    {
        var graph = new GraphBuilder("unet");
        var sample = graph.Input("sample", Type.Float, "batch_size", $"{Channels}", "height", "width");
        var sum = graph.Node("Conv", [sample, graph.Floats(Mixer(), Channels, Channels, 1, 1)]);
        var timestep = graph.Node("Cast", [graph.Input("timestep", TimestepType, TimestepShape)], ("to", (long)Type.Float));
        var thousandths = graph.Node("Mul", [timestep, graph.Floats([0.001f])]);
        sum = graph.Node("Add", [sum, graph.Node("Reshape", [thousandths, graph.Integers([-1, 1, 1, 1], 4)])]);

        var text = graph.Input("encoder_hidden_states", Type.Float, "batch_size", "sequence_length", $"{Width}");
        var row = graph.Node("Reshape", [text, graph.Integers([-1, TinyTextEncoder.Tokens * Width], 2)]);
        Add(row, TextProjector(), TinyTextEncoder.Tokens * Width);
        if (TimestepCond > 0)
            Add(graph.Input("timestep_cond", Type.Float, "batch_size", $"{TimestepCond}"), CondProjector(), TimestepCond);
        if (Pooled > 0)
            Add(graph.Input("text_embeds", Type.Float, "batch_size", $"{Pooled}"), PooledProjector(), Pooled);
        if (TimeIds > 0)
            Add(graph.Input("time_ids", Type.Float, "batch_size", $"{TimeIds}"), TimeIdProjector(), TimeIds);
        graph.Output("out_sample", graph.Node("Tanh", [sum]), Type.Float, "batch_size", $"{Channels}", "height", "width");
        return graph;

        void Add(string input, float[] projector, int length)
        {
            var projected = graph.Node("MatMul", [input, graph.Floats(projector, length, Channels)]);
            sum = graph.Node("Add", [sum, graph.Node("Reshape", [projected, graph.Integers([-1, Channels, 1, 1], 4)])]);
        }
    }

    /// <summary>One row in double precision.</summary>
    /// <param name="sample">Latents [C, h, w].</param>
    /// <param name="timestep">The timestep.</param>
    /// <param name="row">The other inputs by name.</param>
    public double[] Compute(double[] sample, double timestep, IReadOnlyDictionary<string, double[]> row)
    {
        var told = TinyWeights.Multiply(row["encoder_hidden_states"], TextProjector(), TinyTextEncoder.Tokens * Width);
        if (TimestepCond > 0)
            Add(TinyWeights.Multiply(row["timestep_cond"], CondProjector(), TimestepCond));
        if (Pooled > 0)
            Add(TinyWeights.Multiply(row["text_embeds"], PooledProjector(), Pooled));
        if (TimeIds > 0)
            Add(TinyWeights.Multiply(row["time_ids"], TimeIdProjector(), TimeIds));
        var (mixer, plane) = (Mixer(), sample.Length / Channels);
        var result = new double[sample.Length];
        for (var i = 0; i < result.Length; i++)
        {
            var sum = told[i / plane] + (timestep / 1000);
            for (var from = 0; from < Channels; from++)
                sum += mixer[(i / plane * Channels) + from] * sample[(from * plane) + (i % plane)];
            result[i] = Math.Tanh(sum);
        }

        return result;

        void Add(double[] more)
        {
            for (var channel = 0; channel < Channels; channel++)
                told[channel] += more[channel];
        }
    }

    private static float[] Mixer() => TinyWeights.Draw(101, 0.5f, Channels, Channels);

    private float[] TextProjector() => TinyWeights.Draw(102, 0.1f, TinyTextEncoder.Tokens * Width, Channels);

    private float[] CondProjector() => TinyWeights.Draw(103, 0.3f, TimestepCond, Channels);

    private float[] PooledProjector() => TinyWeights.Draw(104, 0.3f, Pooled, Channels);

    /// <summary>Weights for numbers of some hundreds.</summary>
    private float[] TimeIdProjector() => TinyWeights.Draw(105, 0.005f, TimeIds, Channels);
}
