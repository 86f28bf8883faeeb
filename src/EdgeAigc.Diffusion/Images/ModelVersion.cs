using System.Security.Cryptography;
using System.Text;
using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Images;

/// <summary>Tells apart models of the same name: by the key <c>edgeaigc_version</c> of <c>model_index.json</c>, else by the content
/// of the networks that draw.</summary>
internal static class ModelVersion
{
    private const int DigestCharacters = 16;
    private const int Samples = 64;
    private const int SampleBytes = 64 * 1024;

    private static readonly string[] Networks = ["text_encoder", "text_encoder_2", "text_encoder_3", "unet", "transformer", "vae_decoder"];

    /// <summary>The version, e.g. <c>sampled-sha256:0f3c…</c>. Reads a sample of the networks unless the model states its
    /// version, so call it once, when the model is loaded.</summary>
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

    /// <summary>The start of the SHA-256 of names, lengths and samples of all files.</summary>
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
                hash.AppendData(Encoding.UTF8.GetBytes($"{network}/{Path.GetFileName(path)}\0{file.Length}\0"));
                AppendSamples(hash, file);
            }
        }

        return "sampled-sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset())[..DigestCharacters];
    }

    /// <summary>All of a small file; blocks spread evenly over a large one, because loading must not wait until gigabytes are hashed.</summary>
    private static void AppendSamples(IncrementalHash hash, FileStream file)
    {
        var buffer = new byte[SampleBytes];
        var stride = Math.Max(SampleBytes, (file.Length - SampleBytes) / (Samples - 1));
        for (long position = 0; position < file.Length; position += stride)
        {
            file.Position = position;
            hash.AppendData(buffer, 0, file.ReadAtLeast(buffer, SampleBytes, throwOnEndOfStream: false));
        }
    }
}
