namespace EdgeAigc.Experiments.Study;

/// <summary>Texts inside the program.</summary>
internal static class Resource
{
    public static string Text(string name)
    {
        using var reader = new StreamReader(typeof(Resource).Assembly.GetManifestResourceStream($"EdgeAigc.Experiments.{name}")!);
        return reader.ReadToEnd();
    }
}
