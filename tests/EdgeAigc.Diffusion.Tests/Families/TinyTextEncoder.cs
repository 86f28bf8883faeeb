using EdgeAigc.Diffusion.Tests.Tokenizers;
using EdgeAigc.Onnx;
using Type = EdgeAigc.Onnx.Schema.TensorProto.Types.DataType;

namespace EdgeAigc.Diffusion.Tests.Families;

/// <summary>A text encoder with the inputs and outputs of CLIP's: embeddings of tokens and places, then h ← tanh(h·W) for each
/// layer, an affine map in the place of the last normalisation, and the mean over the places as the pooled text.</summary>
internal sealed record TinyTextEncoder
{
    public const int Tokens = 8;

    /// <summary>Seed of the weights.</summary>
    public required ulong Seed { get; init; }

    /// <summary>W.</summary>
    public int Width { get; init; } = 16;

    /// <summary>N.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>P of an encoder with projection, else null.</summary>
    public int? Projection { get; init; }

    /// <summary>Whether the hidden states of all layers are put out.</summary>
    public bool PutsOutLayers { get; init; }

    /// <summary>Type of the ids.</summary>
    public Type Ids { get; init; } = Type.Int64;

    /// <summary>Whether an attention mask is declared.</summary>
    public bool TakesMask { get; init; }

    /// <summary>What the tokenizer pads with.</summary>
    public string Padding { get; init; } = "<|endoftext|>";

    private static int Vocabulary => TokenizerFolder.Vocabulary().Count;

    public GraphBuilder Graph()
    {
        var graph = new GraphBuilder("text_encoder");
        var ids = graph.Input("input_ids", Ids, "batch_size", "sequence_length");
        var table = graph.Floats(Embeddings(), Vocabulary, Width);
        var states = graph.Node("Add", [graph.Node("Gather", [table, ids]), graph.Floats(Places(), Tokens, Width)]);
        if (TakesMask)
        {
            var mask = graph.Node("Cast", [graph.Input("attention_mask", Ids, "batch_size", "sequence_length")], ("to", (long)Type.Float));
            states = graph.Node("Mul", [states, graph.Node("Unsqueeze", [mask, graph.Integers([2], 1)])]);
        }

        var layers = new List<string> { states };
        for (var layer = 0; layer < Layers; layer++)
            layers.Add(graph.Node("Tanh", [graph.Node("MatMul", [layers[^1], graph.Floats(Layer(layer), Width, Width)])]));
        var last = graph.Node("Add", [graph.Node("Mul", [layers[^1], graph.Floats([0.5f])]), graph.Floats([0.25f])]);
        var pooled = graph.Node("ReduceMean", [last], ("axes", new[] { 1L }), ("keepdims", 0L));
        if (Projection is { } projection)
        {
            var projected = graph.Node("MatMul", [pooled, graph.Floats(Projector(), Width, projection)]);
            graph.Output("text_embeds", projected, Type.Float, "batch_size", $"{projection}");
        }

        graph.Output("last_hidden_state", last, Type.Float, "batch_size", "sequence_length", $"{Width}");
        if (Projection is null)
            graph.Output("pooler_output", pooled, Type.Float, "batch_size", $"{Width}");
        for (var layer = 0; PutsOutLayers && layer <= Layers; layer++)
            graph.Output($"hidden_states.{layer}", layers[layer], Type.Float, "batch_size", "sequence_length", $"{Width}");
        return graph;
    }

    /// <summary>The same in double precision.</summary>
    /// <param name="words">Vocabulary words of the text.</param>
    public TinyTextStates Compute(params string[] words)
    {
        var (ids, table, places) = (IdsOf(words), Embeddings(), Places());
        var states = new double[Tokens * Width];
        for (var i = 0; i < states.Length; i++)
        {
            var shown = !TakesMask || i / Width < words.Length + 2;
            states[i] = shown ? (double)table[(ids[i / Width] * Width) + (i % Width)] + places[i] : 0;
        }

        var layers = new List<double[]> { states };
        for (var layer = 0; layer < Layers; layer++)
            layers.Add(Array.ConvertAll(TinyWeights.Multiply(layers[^1], Layer(layer), Width), Math.Tanh));
        var last = Array.ConvertAll(layers[^1], value => (0.5 * value) + 0.25);
        double[] pooled = [.. Enumerable.Range(0, Width).Select(k => Enumerable.Range(0, Tokens).Average(s => last[(s * Width) + k]))];
        return new([.. layers], last, Projection is null ? pooled : TinyWeights.Multiply(pooled, Projector(), Width));
    }

    private int[] IdsOf(string[] words)
    {
        var vocabulary = TokenizerFolder.Vocabulary();
        int[] framed = [vocabulary["<|startoftext|>"], .. words.Select(word => vocabulary[word]), vocabulary["<|endoftext|>"]];
        return [.. framed, .. Enumerable.Repeat(vocabulary[Padding], Tokens - framed.Length)];
    }

    private float[] Embeddings() => TinyWeights.Draw(Seed, 1, Vocabulary, Width);

    private float[] Places() => TinyWeights.Draw(Seed + 1, 0.5f, Tokens, Width);

    private float[] Layer(int layer) => TinyWeights.Draw(Seed + 10 + (ulong)layer, 0.3f, Width, Width);

    private float[] Projector() => TinyWeights.Draw(Seed + 2, 0.5f, Width, Projection!.Value);
}
