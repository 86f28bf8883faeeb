namespace EdgeAigc.Diffusion.Conditioning;

/// <summary>Names of the network inputs that conditioning fills. A network need not declare all of them.</summary>
internal static class ConditioningInputs
{
    /// <summary>The text, [S, W].</summary>
    public const string EncoderHiddenStates = "encoder_hidden_states";

    /// <summary>The pooled text, [P]; SDXL.</summary>
    public const string TextEmbeds = "text_embeds";

    /// <summary>Sizes in pixels, [6], or sizes and an aesthetic score, [5]; SDXL.</summary>
    public const string TimeIds = "time_ids";

    /// <summary>The embedded guidance scale, [D]; latent consistency models.</summary>
    public const string TimestepCond = "timestep_cond";
}
