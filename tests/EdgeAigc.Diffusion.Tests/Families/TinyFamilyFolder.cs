using System.Text.Json;
using EdgeAigc.Diffusion.Tests.Tokenizers;
using EdgeAigc.Onnx;

namespace EdgeAigc.Diffusion.Tests.Families;

/// <summary>Writes the folder of a tiny family as the exporters lay it out.</summary>
internal static class TinyFamilyFolder
{
    private static readonly string[] TextEncoders = ["text_encoder", "text_encoder_2"];

    public static string Write(TinyFamily family, string folder)
    {
        Json(Index(family), folder, "model_index.json");
        Json(Scheduler(family), folder, "scheduler", "scheduler_config.json");
        foreach (var (name, encoder) in family.TextEncoders)
        {
            WriteTokenizer(Path.Combine(folder, TokenizerOf(name)), encoder.Padding);
            Network(name, encoder.Graph(), new() { ["hidden_size"] = encoder.Width, ["num_hidden_layers"] = encoder.Layers });
        }

        Network("unet", family.UNet.Graph(), UNet(family));
        Network("vae_decoder", TinyVae.DecoderGraph(), Vae(family));
        if (family.Vae.Encoder != TinyVaeEncoder.None)
            Network("vae_encoder", family.Vae.EncoderGraph(), Vae(family));
        return folder;

        void Network(string name, GraphBuilder graph, Dictionary<string, object?> config)
        {
            graph.Save(Path.Combine(folder, name, "model.onnx"));
            if (!family.IsLegacy)
                Json(config, folder, name, "config.json");
        }
    }

    private static string TokenizerOf(string encoder) => encoder.Replace("text_encoder", "tokenizer", StringComparison.Ordinal);

    private static void WriteTokenizer(string path, string padding)
    {
        var config = new { model_max_length = TinyTextEncoder.Tokens, pad_token = padding };
        TokenizerFolder.Write(path, TinyTextEncoder.Tokens, ("tokenizer_config.json", JsonSerializer.Serialize(config)));
    }

    private static Dictionary<string, object?> Index(TinyFamily family)
    {
        var index = new Dictionary<string, object?>
        {
            ["_class_name"] = family.PipelineClass,
            ["_diffusers_version"] = "0.35.0",
            ["scheduler"] = new[] { "diffusers", family.SchedulerClass },
            ["unet"] = new[] { "diffusers", "UNet2DConditionModel" },
            ["safety_checker"] = new string?[] { null, null },
        };
        foreach (var name in TextEncoders)
        {
            var has = family.TextEncoders.ContainsKey(name);
            index[name] = has ? new[] { "transformers", "CLIPTextModel" } : new string?[] { null, null };
            index[TokenizerOf(name)] = has ? new[] { "transformers", "CLIPTokenizer" } : new string?[] { null, null };
        }

        foreach (var (key, value) in family.IndexOptions)
            index[key] = value;
        return index;
    }

    private static Dictionary<string, object?> Scheduler(TinyFamily family) => new()
    {
        ["_class_name"] = family.SchedulerClass,
        ["num_train_timesteps"] = 1000,
        ["beta_schedule"] = "scaled_linear",
        ["beta_start"] = 0.00085,
        ["beta_end"] = 0.012,
        ["prediction_type"] = family.PredictionType,
        ["timestep_spacing"] = family.TimestepSpacing,
        ["clip_sample"] = false,
        ["steps_offset"] = 1,
    };

    private static Dictionary<string, object?> UNet(TinyFamily family)
    {
        const int timeEmbedding = 4;
        var unet = family.UNet;
        var config = new Dictionary<string, object?>
        {
            ["sample_size"] = 8,
            ["in_channels"] = TinyUNet.Channels,
            ["out_channels"] = TinyUNet.Channels,
            ["cross_attention_dim"] = unet.Width,
            ["time_cond_proj_dim"] = unet.TimestepCond == 0 ? null : unet.TimestepCond,
            ["addition_embed_type"] = unet.TimeIds == 0 ? null : "text_time",
            ["class_embed_type"] = null,
        };
        if (unet.TimeIds > 0)
        {
            config["addition_time_embed_dim"] = timeEmbedding;
            config["text_encoder_projection_dim"] = unet.Pooled;
            config["projection_class_embeddings_input_dim"] = unet.Pooled + (unet.TimeIds * timeEmbedding);
        }

        return config;
    }

    private static Dictionary<string, object?> Vae(TinyFamily family)
    {
        var config = new Dictionary<string, object?>
        {
            ["latent_channels"] = TinyVae.Channels,
            ["block_out_channels"] = new[] { 8, 8, 8, 8 },
        };
        if (family.Vae.ScalingFactor is { } scaling)
            config["scaling_factor"] = scaling;
        return config;
    }

    private static void Json(object value, params string[] path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(path))!);
        File.WriteAllText(Path.Combine(path), JsonSerializer.Serialize(value));
    }
}
