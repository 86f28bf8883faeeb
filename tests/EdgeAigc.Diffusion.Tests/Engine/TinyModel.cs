using System.Text.Json;
using EdgeAigc.Diffusion.Random;
using EdgeAigc.Diffusion.Tests.Tokenizers;
using EdgeAigc.Onnx;
using Type = EdgeAigc.Onnx.Schema.TensorProto.Types.DataType;

namespace EdgeAigc.Diffusion.Tests.Engine;

/// <summary>Writes a whole model folder with networks of a few weights. Every input bears on the result.</summary>
public sealed record TinyModel
{
    public const int Tokens = 8;
    public const int Width = 4;
    public const int Channels = 4;
    public const double ScalingFactor = 2;
    private const float TrapMark = 1000;

    /// <summary>Name of the folder.</summary>
    public string Name { get; init; } = "tiny";

    /// <summary>Type of the text encoder's ids.</summary>
    public Type Ids { get; init; } = Type.Int64;

    /// <summary>Type of the U-Net's timestep.</summary>
    public Type TimestepType { get; init; } = Type.Float;

    /// <summary>Shape of the U-Net's timestep; null leaves the input out.</summary>
    public string[]? TimestepShape { get; init; } = [];

    /// <summary>Type of the U-Net's latents.</summary>
    public Type SampleType { get; init; } = Type.Float;

    /// <summary>Height and width of the latents; a name where they are open.</summary>
    public (string Height, string Width) Latents { get; init; } = ("h", "w");

    /// <summary>Batch of the U-Net's latents; a name where it is open.</summary>
    public string Batch { get; init; } = "batch";

    /// <summary>One more input of the U-Net, or null.</summary>
    public string? ExtraInput { get; init; }

    /// <summary>Every prediction is multiplied by it.</summary>
    public float Gain { get; init; } = 1f;

    /// <summary>A vocabulary word that makes the U-Net's result of its own row not a number, or null.</summary>
    public string? PoisonWord { get; init; }

    /// <summary>A vocabulary word at which the U-Net fails for the whole batch, or null.</summary>
    public string? TrapWord { get; init; }

    /// <summary>Bytes of a file beside the U-Net's weights that nobody reads.</summary>
    public int Ballast { get; init; }

    /// <summary>Names of the three outputs.</summary>
    public (string Text, string UNet, string Decoder) Outputs { get; init; } = ("last_hidden_state", "out_sample", "sample");

    /// <summary>Class of the scheduler.</summary>
    public string SchedulerClass { get; init; } = "DDIMScheduler";

    /// <summary>How the scheduler spaces its timesteps; null takes the default of its class.</summary>
    public string? TimestepSpacing { get; init; } = "trailing";

    /// <summary>Class of the pipeline.</summary>
    public string PipelineClass { get; init; } = "OnnxStableDiffusionPipeline";

    /// <summary>Writes the folder below a root and returns its path.</summary>
    public string Write(string root)
    {
        var folder = Path.Combine(root, Name);
        TokenizerFolder.Write(Path.Combine(folder, "tokenizer"), Tokens);
        TextEncoder().Save(Path.Combine(folder, "text_encoder", "model.onnx"));
        UNet().Save(Path.Combine(folder, "unet", "model.onnx"));
        Decoder().Save(Path.Combine(folder, "vae_decoder", "model.onnx"));
        if (Ballast > 0)
            File.WriteAllBytes(Path.Combine(folder, "unet", "ballast.onnx_data"), new byte[Ballast]);
        WriteJson(Index(), folder, "model_index.json");
        WriteJson(Scheduler(), folder, "scheduler", "scheduler_config.json");
        WriteJson(new { sample_size = 8, in_channels = Channels, cross_attention_dim = Width }, folder, "unet", "config.json");
        var vae = new { latent_channels = Channels, scaling_factor = ScalingFactor, block_out_channels = new[] { 1, 1, 1, 1 } };
        WriteJson(vae, folder, "vae_decoder", "config.json");
        return folder;
    }

    /// <summary>Embeddings [vocabulary, width].</summary>
    public static float[] TextWeights() => Weights(TokenizerFolder.Vocabulary().Count * Width, 1);

    /// <summary>Weights [out, in] that mix the channels of the U-Net.</summary>
    public static float[] UNetWeights() => Weights(Channels * Channels, 2);

    /// <summary>Weights [colour, channel] of the decoder.</summary>
    public static float[] DecoderWeights() => Weights(3 * Channels, 3);

    private object Index() => new
    {
        _class_name = PipelineClass,
        scheduler = new[] { "diffusers", SchedulerClass },
        safety_checker = new string?[] { null, null },
        edgeaigc_default_steps = 4,
        edgeaigc_default_guidance = 2.0,
    };

    private object Scheduler() => new
    {
        _class_name = SchedulerClass,
        beta_schedule = "scaled_linear",
        beta_start = 0.00085,
        beta_end = 0.012,
        prediction_type = "v_prediction",
        timestep_spacing = TimestepSpacing,
    };

    private static void WriteJson(object value, params string[] path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(path))!);
        File.WriteAllText(Path.Combine(path), JsonSerializer.Serialize(value));
    }

    /// <summary>A table of embeddings.</summary>
    private GraphBuilder TextEncoder()
    {
        var graph = new GraphBuilder("text_encoder");
        var ids = graph.Input("input_ids", Ids, "batch", "tokens");
        var vocabulary = TokenizerFolder.Vocabulary().Count;
        var weights = TextWeights();
        Mark(PoisonWord, float.NaN);
        Mark(TrapWord, TrapMark);
        var table = graph.Floats(weights, vocabulary, Width);
        graph.Output(Outputs.Text, graph.Node("Gather", [table, ids]), Type.Float, "batch", "tokens", $"{Width}");
        return graph;

        void Mark(string? word, float value)
        {
            if (word is not null)
                weights.AsSpan(TokenizerFolder.Vocabulary()[word] * Width, Width).Fill(value);
        }
    }

    /// <summary>tanh(mixed latents + mean of the text + timestep / 1000), times the gain.</summary>
    private GraphBuilder UNet()
    {
        var graph = new GraphBuilder("unet");
        var sample = graph.Input("sample", SampleType, Batch, $"{Channels}", Latents.Height, Latents.Width);
        var latents = SampleType == Type.Float ? sample : graph.Node("Cast", [sample], ("to", (long)Type.Float));
        var sum = graph.Node("Conv", [latents, graph.Floats(UNetWeights(), Channels, Channels, 1, 1)]);

        var column = graph.Integers([-1, 1, 1, 1], 4);
        if (TimestepShape is not null)
        {
            var timestep = graph.Input("timestep", TimestepType, TimestepShape);
            var thousandths = graph.Node(
                "Mul", [graph.Node("Cast", [timestep], ("to", (long)Type.Float)), graph.Floats([0.001f])]);
            sum = graph.Node("Add", [sum, graph.Node("Reshape", [thousandths, column])]);
        }

        var text = graph.Input("encoder_hidden_states", Type.Float, "batch", "tokens", $"{Width}");
        var mean = graph.Node("ReduceMean", [text], ("axes", new[] { 1L }), ("keepdims", 0L));
        var planes = graph.Node("Reshape", [mean, graph.Integers([-1, Channels, 1, 1], 4)]);
        sum = graph.Node("Add", [sum, planes]);
        if (TrapWord is not null)
            sum = graph.Node("Add", [sum, Trap(graph, text)]);
        if (ExtraInput is not null)
            sum = graph.Node("Add", [sum, graph.Input(ExtraInput, Type.Float, "1")]);
        var result = graph.Node("Mul", [graph.Node("Tanh", [sum]), graph.Floats([Gain])]);
        graph.Output(Outputs.UNet, result, Type.Float, "batch", $"{Channels}", Latents.Height, Latents.Width);
        return graph;
    }

    /// <summary>Zero, taken from a table of one entry: any row of text with the mark asks for one that is not there.</summary>
    private static string Trap(GraphBuilder graph, string text)
    {
        var most = graph.Node("ReduceMax", [text], ("keepdims", 0L));
        var isMarked = graph.Node("Greater", [most, graph.Floats([TrapMark / 2])]);
        var index = graph.Node("Cast", [isMarked], ("to", (long)Type.Int64));
        return graph.Node("Gather", [graph.Floats([0f], 1), index]);
    }

    /// <summary>Mixed channels, every cell as a square of 8 × 8 pixels.</summary>
    private GraphBuilder Decoder()
    {
        var graph = new GraphBuilder("vae_decoder");
        var latents = graph.Input("latent_sample", Type.Float, "batch", $"{Channels}", Latents.Height, Latents.Width);
        var colours = graph.Node("Conv", [latents, graph.Floats(DecoderWeights(), 3, Channels, 1, 1)]);
        var scales = graph.Floats([1, 1, 8, 8], 4);
        var picture = graph.Node(
            "Resize",
            [colours, "", scales],
            ("mode", "nearest"),
            ("coordinate_transformation_mode", "asymmetric"),
            ("nearest_mode", "floor"));
        graph.Output(Outputs.Decoder, picture, Type.Float, "batch", "3", "height", "width");
        return graph;
    }

    private static float[] Weights(int count, ulong seed)
    {
        var weights = new float[count];
        new TorchGenerator(seed).Normal(weights);
        return weights;
    }
}
