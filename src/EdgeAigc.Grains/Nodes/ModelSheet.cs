using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Grains.Nodes;

/// <summary>The contact sheet of a model: pictures that it makes, in <c>sheet.png</c> of its folder.</summary>
internal static class ModelSheet
{
    // What a message between silos can well hold.
    private const long MaxBytes = 8 << 20;

    /// <summary>The file; null without one, or when it is too large or cannot be read.</summary>
    public static async Task<byte[]?> ReadAsync(ModelFolder? model)
    {
        if (model is null)
            return null;
        var file = new FileInfo(Path.Combine(model.Path, "sheet.png"));
        try
        {
            return file.Exists && file.Length <= MaxBytes ? await File.ReadAllBytesAsync(file.FullName) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
