namespace EdgeAigc.Training.Prompts;

/// <summary>The 64 prompts of the sample sheet, fixed before any training.</summary>
internal static class PromptList
{
    public static IReadOnlyList<string> Sheet { get; } = Read("sheet.txt");

    private static string[] Read(string name)
    {
        using var stream = typeof(PromptList).Assembly.GetManifestResourceStream(typeof(PromptList), name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
