namespace EdgeAigc.Diffusion.Models;

/// <summary>A text encoder of a model and the tokenizer in front of it.</summary>
/// <param name="Folder">Folder of the encoder.</param>
/// <param name="Tokenizer">Folder of the tokenizer.</param>
/// <param name="HiddenLayers">N of its configuration; null where the file or the key is missing.</param>
internal sealed record TextEncoderConfig(string Folder, string Tokenizer, int? HiddenLayers)
{
    public static TextEncoderConfig Read(ModelFiles files, string folder, string tokenizer)
    {
        const string key = "num_hidden_layers";
        var file = files.OptionalConfig(folder, "config.json");
        var layers = file?.Integer(key);
        return layers is null or (>= 1 and <= 1000)
            ? new(folder, tokenizer, layers)
            : throw file!.Wrong(key, layers, "from 1 to 1000");
    }
}
