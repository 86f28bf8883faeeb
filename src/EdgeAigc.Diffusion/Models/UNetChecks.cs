namespace EdgeAigc.Diffusion.Models;

/// <summary>Whether a U-Net fits the pipeline that its folder states.</summary>
internal static class UNetChecks
{
    private const int TimeIds = 6;
    private const int TimeIdsWithScore = 5;

    /// <summary>Whether the network is told an aesthetic score; the exporter writes it to either file.</summary>
    public static bool RequiresAestheticsScore(UNetConfig unet, ModelIndex index) =>
        index.RequiresAestheticsScore ?? unet.RequiresAestheticsScore ?? false;

    /// <param name="unet">The configuration.</param>
    /// <param name="vae">That of the VAE.</param>
    /// <param name="kind">The pipeline class.</param>
    /// <param name="index">The index.</param>
    /// <param name="file">The U-Net's file, for messages.</param>
    /// <exception cref="ModelException">It does not.</exception>
    public static void Check(UNetConfig unet, VaeConfig vae, PipelineKind kind, ModelIndex index, string file)
    {
        if (unet.InChannels != vae.LatentChannels)
        {
            throw new ModelException(
                file,
                $"'in_channels' is {unet.InChannels}{Task(unet.InChannels, vae.LatentChannels)}; supported is the {vae.LatentChannels} "
                + "latent channels of the VAE, for text-to-image and image-to-image.");
        }

        if (unet.OutChannels is { } output && output != vae.LatentChannels)
        {
            throw new ModelException(
                file, $"'out_channels' is {output}; supported is the {vae.LatentChannels} latent channels of the VAE, without a variance.");
        }

        var xl = kind.Family == ModelFamily.StableDiffusionXL;
        if (unet.TextTime != xl)
        {
            throw new ModelException(
                file,
                $"'addition_embed_type' is {(unet.TextTime ? "text_time" : "null")}; {index.PipelineClass} needs "
                + $"{(xl ? "text_time" : "null")}.");
        }

        var expected = RequiresAestheticsScore(unet, index) ? TimeIdsWithScore : TimeIds;
        if (xl && unet.TimeIds is { } ids && ids != expected)
        {
            throw new ModelException(
                file,
                $"'projection_class_embeddings_input_dim' makes room for {ids} time ids, but 'requires_aesthetics_score' is "
                + $"{(expected == TimeIdsWithScore ? "true" : "false")}, which makes {expected}; correct the one that is wrong.");
        }
    }

    /// <summary>What a network with that many channels was trained for, where that is known.</summary>
    private static string Task(int channels, int latents) =>
        channels == (2 * latents) + 1 ? ", as for inpainting"
        : channels == 2 * latents ? ", as for editing by instruction"
        : channels == latents + 1 ? ", as for drawing by depth"
        : "";
}
