using System.Text.Json.Nodes;

namespace EdgeAigc.Diffusion.Models;

/// <summary>What <c>unet/config.json</c> says; the defaults stand for a missing file or key.</summary>
internal sealed record UNetConfig
{
    /// <summary>Options of other values than "none" belong to networks with inputs that no supported pipeline has.</summary>
    private static readonly string[] Unsupported = ["class_embed_type", "num_class_embeds", "encoder_hid_dim_type"];

    /// <summary>Height of the latents in training.</summary>
    public int SampleHeight { get; init; } = 64;

    /// <summary>Width of the latents in training.</summary>
    public int SampleWidth { get; init; } = 64;

    /// <summary>Channels that go in; those of the latents for text-to-image.</summary>
    public int InChannels { get; init; } = 4;

    /// <summary>Channels that come out; null when the file does not say.</summary>
    public int? OutChannels { get; init; }

    /// <summary>W, numbers for each token of the text; null when the file does not say.</summary>
    public int? CrossAttentionDim { get; init; }

    /// <summary>Whether the network takes a pooled text and the sizes of the picture (SDXL): <c>text_embeds</c> and
    /// <c>time_ids</c>.</summary>
    public bool TextTime { get; init; }

    /// <summary>Whether the last of the time ids is an aesthetic score (SDXL refiner); null when the file does not say.</summary>
    public bool? RequiresAestheticsScore { get; init; }

    /// <summary>D, width of the embedded guidance scale <c>timestep_cond</c>; null when the network takes none.</summary>
    public int? TimeCondProjDim { get; init; }

    /// <summary>Time ids that the network takes, by the widths of its layers; null when the file does not say.</summary>
    public int? TimeIds { get; init; }

    public static UNetConfig Read(ConfigFile? file)
    {
        if (file is null)
            return new();
        foreach (var key in Unsupported)
        {
            if (file.Node(key) is { } node)
                throw file.Wrong(key, node, "null; networks with more inputs are not supported");
        }

        var (height, width) = SampleSize(file);
        var guidance = file.Integer("time_cond_proj_dim");
        if (guidance is < 4)
            throw file.Wrong("time_cond_proj_dim", guidance, "null, or 4 or more");
        return new()
        {
            SampleHeight = height,
            SampleWidth = width,
            InChannels = file.Integer("in_channels") ?? 4,
            OutChannels = file.Integer("out_channels"),
            CrossAttentionDim = file.Node("cross_attention_dim") is JsonArray ? null : file.Integer("cross_attention_dim"),
            TextTime = file.Text("addition_embed_type") switch
            {
                null => false,
                "text_time" => true,
                var other => throw file.Wrong("addition_embed_type", other, "null or text_time; other ones are not supported"),
            },
            RequiresAestheticsScore = file.Flag("requires_aesthetics_score"),
            TimeCondProjDim = guidance,
            TimeIds = TimeIdsOf(file),
        };
    }

    /// <summary><c>sample_size</c> is one number for a square, or height and width.</summary>
    private static (int Height, int Width) SampleSize(ConfigFile file)
    {
        const string key = "sample_size";
        var sides = file.Node(key) is JsonArray
            ? file.Numbers(key)!
            : [file.Integer(key) ?? 64];
        if (sides.Count is not (1 or 2) || sides.Any(side => side is not (>= 1 and <= 4096) || side != Math.Floor(side)))
            throw file.Wrong(key, file.Node(key), "one or two whole numbers from 1 to 4096");
        return ((int)sides[0], (int)sides[^1]);
    }

    /// <summary>The first added layer reads the pooled text and an embedding of each time id, side by side.</summary>
    private static int? TimeIdsOf(ConfigFile file) =>
        file.Integer("projection_class_embeddings_input_dim") is { } all
        && file.Integer("text_encoder_projection_dim") is { } text
        && file.Integer("addition_time_embed_dim") is > 0 and { } each
            ? (all - text) / each
            : null;
}
