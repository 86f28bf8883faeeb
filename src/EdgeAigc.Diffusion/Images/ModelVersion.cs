using System.Security.Cryptography;
using System.Text;
using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Images;

/// <summary>Tells apart models of the same name: by the key <c>edgeaigc_version</c> of <c>model_index.json</c>, else by the content
/// of the networks that draw.</summary>
internal static class ModelVersion
{
    private const int DigestCharacters = 16;

    private static readonly string[] Networks = ["text_encoder", "text_encoder_2", "text_encoder_3", "unet", "transformer", "vae_decoder"];

    /// <summary>The version, e.g. <c>sha256:0f3c…</c>. Reads every byte of the networks unless the model states its version, so call
    /// it once, when the model is loaded.</summary>
    /// <exception cref="ModelException">A file cannot be read.</exception>
    public static string Of(ModelFolder model)
    {
        var files = new ModelFiles(model.Path);
        if (files.Config("model_index.json").Text("edgeaigc_version") is { Length: > 0 } stated)
            return stated;
        try
        {
            return Digest(files);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException(files.Name, $"The networks cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>The start of the SHA-256 of names and SHA-256 of all files, so that no bytes can pass from one file to the next.</summary>
    private static string Digest(ModelFiles files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var network in Networks)
        {
            if (!Directory.Exists(files.PathOf(network)))
                continue;
            foreach (var path in Directory.GetFiles(files.PathOf(network)).Order(StringComparer.Ordinal))
            {
                using var file = File.OpenRead(path);
                hash.AppendData(Encoding.UTF8.GetBytes($"{network}/{Path.GetFileName(path)}\0"));
                hash.AppendData(SHA256.HashData(file));
            }
        }

        return "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset())[..DigestCharacters];
    }
}
