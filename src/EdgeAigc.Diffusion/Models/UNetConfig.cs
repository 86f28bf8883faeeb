namespace EdgeAigc.Diffusion.Models;

/// <summary>What <c>unet/config.json</c> says; the defaults stand for a missing file or key.</summary>
/// <param name="SampleHeight">Height of the latents in training.</param>
/// <param name="SampleWidth">Width of the latents in training.</param>
/// <param name="InChannels">Channels that go in; 4 for text-to-image.</param>
internal sealed record UNetConfig(int SampleHeight = 64, int SampleWidth = 64, int InChannels = 4)
{
    public static UNetConfig Read(ConfigFile? file)
    {
        if (file is null)
            return new();
        var (height, width) = SampleSize(file);
        return new(height, width, file.Integer("in_channels") ?? 4);
    }

    /// <summary><c>sample_size</c> is one number for a square, or height and width.</summary>
    private static (int Height, int Width) SampleSize(ConfigFile file)
    {
        const string key = "sample_size";
        var sides = file.Node(key) is System.Text.Json.Nodes.JsonArray
            ? file.Numbers(key)!
            : [file.Integer(key) ?? 64];
        if (sides.Count is not (1 or 2) || sides.Any(side => side is not (>= 1 and <= 4096) || side != Math.Floor(side)))
            throw file.Wrong(key, file.Node(key), "one or two whole numbers from 1 to 4096");
        return ((int)sides[0], (int)sides[^1]);
    }
}
