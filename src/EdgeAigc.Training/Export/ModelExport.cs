using System.Text;
using System.Text.Json;
using EdgeAigc.Onnx;
using EdgeAigc.Onnx.Schema;
using EdgeAigc.Training.Networks;
using EdgeAigc.Training.Recipes;
using EdgeAigc.Training.Stages;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Export;

/// <summary>Writes trained networks as a model folder in the diffusers ONNX layout.</summary>
internal static class ModelExport
{
    private const long Side = 8;

    // Four widths make three doublings, by which readers know that a latent is an eighth of its picture.
    private static readonly int[] Widths = [40, 80, 128, 128];

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes all that a loader reads.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <param name="recipe">How it was made.</param>
    /// <param name="tokenizer">Folder of the tokenizer, which is copied.</param>
    /// <param name="space">Latent space.</param>
    /// <param name="model">The networks; the denoiser is exported as the unet, whose contract it keeps.</param>
    public static void Write(string folder, ModelRecipe recipe, string tokenizer, LatentSpace space, TrainedModel model)
    {
        using var quiet = no_grad();
        Directory.CreateDirectory(Path.Combine(folder, "tokenizer"));
        foreach (var file in Directory.GetFiles(tokenizer))
            File.Copy(file, Path.Combine(folder, "tokenizer", Path.GetFileName(file)), overwrite: true);
        model.Text.Write().Save(Path.Combine(folder, "text_encoder", "model.onnx"));
        model.Denoiser.Write().Save(Path.Combine(folder, "unet", "model.onnx"));
        WriteDecoder(space.Decoder, space.Scale).Save(Path.Combine(folder, "vae_decoder", "model.onnx"));
        WriteJson(folder, "vae_decoder/config.json", Vae());
        if (recipe.HasEncoder)
        {
            WriteEncoder(space.Encoder, space.Scale).Save(Path.Combine(folder, "vae_encoder", "model.onnx"));
            WriteJson(folder, "vae_encoder/config.json", Vae());
        }

        WriteJson(folder, "model_index.json", Index(recipe));
        WriteJson(folder, "text_encoder/config.json", new Dictionary<string, object>
        {
            ["_class_name"] = "CLIPTextModel",
            ["vocab_size"] = model.Text.Vocabulary,
            ["hidden_size"] = TextEncoder.Width + 1,
            ["num_hidden_layers"] = 1,
            ["max_position_embeddings"] = TextEncoder.Tokens,
        });
        WriteJson(folder, "unet/config.json", new Dictionary<string, object>
        {
            ["_class_name"] = "UNet2DConditionModel",
            ["sample_size"] = Side,
            ["in_channels"] = LatentEncoder.LatentChannels,
            ["out_channels"] = LatentEncoder.LatentChannels,
            ["cross_attention_dim"] = TextEncoder.Width + 1,
        });
        WriteJson(folder, "scheduler/scheduler_config.json", new Dictionary<string, object>
        {
            ["_class_name"] = "DDIMScheduler",
            ["num_train_timesteps"] = NoiseSchedule.Timesteps,
            ["trained_betas"] = new NoiseSchedule().Betas,
            ["prediction_type"] = "v_prediction",
            ["timestep_spacing"] = "trailing",
            ["set_alpha_to_one"] = true,
            ["steps_offset"] = 1,
            ["clip_sample"] = false,
        });
    }

    private static Dictionary<string, object> Index(ModelRecipe recipe)
    {
        var index = new Dictionary<string, object>
        {
            ["_class_name"] = "StableDiffusionPipeline",
            ["_diffusers_version"] = "0.35.0",
            ["edgeaigc_default_steps"] = recipe.DefaultSteps,
            ["edgeaigc_default_guidance"] = recipe.DefaultGuidance,
            ["requires_safety_checker"] = false,
            ["scheduler"] = Component("diffusers", "DDIMScheduler"),
            ["text_encoder"] = Component("transformers", "CLIPTextModel"),
            ["tokenizer"] = Component("transformers", "CLIPTokenizer"),
            ["unet"] = Component("diffusers", "UNet2DConditionModel"),
            ["vae"] = Component("diffusers", "AutoencoderKL"),
        };
        if (recipe.MaxSteps is { } most)
            index.Add("edgeaigc_max_steps", most);
        return index;
    }

    // Scaling stands before the first convolution as operations of its own: folded into it, the zero padding at the
    // borders would be scaled as well.
    internal static GraphBuilder WriteDecoder(LatentDecoder decoder, LatentScale scale)
    {
        var graph = new GraphBuilder("vae_decoder");
        var latent = graph.Input("latent_sample", TensorProto.Types.DataType.Float, "batch", $"{LatentEncoder.LatentChannels}", $"{Side}", $"{Side}");
        var scaled = graph.Node("Mul", [latent, graph.Floats(scale.Deviation, LatentEncoder.LatentChannels, 1, 1)]);
        var shifted = graph.Node("Add", [scaled, graph.Floats(scale.Mean, LatentEncoder.LatentChannels, 1, 1)]);
        graph.Output("sample", decoder.Write(graph, shifted), TensorProto.Types.DataType.Float, "batch", "3", "64", "64");
        return graph;
    }

    /// <summary>Mean and log-variance of normalised latents, the contract of Optimum's encoders.</summary>
    internal static GraphBuilder WriteEncoder(LatentEncoder encoder, LatentScale scale)
    {
        const long channels = LatentEncoder.LatentChannels;
        var graph = new GraphBuilder("vae_encoder");
        var picture = graph.Input("sample", TensorProto.Types.DataType.Float, "batch", "3", "64", "64");
        var (mean, logVariance) = encoder.Write(graph, picture);
        var centred = graph.Node("Sub", [mean, graph.Floats(scale.Mean, channels, 1, 1)]);
        var normal = graph.Node("Div", [centred, graph.Floats(scale.Deviation, channels, 1, 1)]);
        // The logarithm of a variance that is divided by the square of the deviation.
        float[] shift = [.. scale.Deviation.Select(deviation => 2 * MathF.Log(deviation))];
        var scaled = graph.Node("Sub", [logVariance, graph.Floats(shift, channels, 1, 1)]);
        var parameters = graph.Node("Concat", [normal, scaled], ("axis", 1L));
        graph.Output("latent_parameters", parameters, TensorProto.Types.DataType.Float, "batch", $"{2 * channels}", $"{Side}", $"{Side}");
        return graph;
    }

    private static Dictionary<string, object> Vae() => new()
    {
        ["_class_name"] = "AutoencoderKL",
        ["latent_channels"] = LatentEncoder.LatentChannels,
        ["block_out_channels"] = Widths,
        ["scaling_factor"] = 1.0,
    };

    private static string[] Component(string library, string type) => [library, type];

    private static void WriteJson(string folder, string name, Dictionary<string, object> content)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, JsonSerializer.Serialize(content, Json) + "\n", new UTF8Encoding(false));
    }
}
