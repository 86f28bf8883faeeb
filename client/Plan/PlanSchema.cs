namespace EdgeAigc.Client.Plan;

/// <summary>The JSON Schema of a frame's problem file.</summary>
internal static class PlanSchema
{
    /// <summary>The schema, draft 2020-12.</summary>
    public static string Text { get; } = Read();

    private static string Read()
    {
        using var reader = new StreamReader(typeof(PlanSchema).Assembly.GetManifestResourceStream("plan.schema.json")!);
        return reader.ReadToEnd().TrimEnd();
    }
}
