namespace EdgeAigc.Training.Tests.Export;

/// <summary>A folder with the files that a loader reads, each of which holds the three letters abc.</summary>
internal static class PlainModelFolder
{
    public static void Create(string folder)
    {
        foreach (var part in (string[])["scheduler", "text_encoder", "tokenizer", "unet", "vae_decoder"])
        {
            Directory.CreateDirectory(Path.Combine(folder, part));
            File.WriteAllText(Path.Combine(folder, part, "file"), "abc");
        }

        File.WriteAllText(Path.Combine(folder, "model_index.json"), "abc");
    }
}
