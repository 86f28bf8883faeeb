using System.CommandLine;

namespace EdgeAigc.Client.Plan;

/// <summary><c>schema plan</c>: the problem file of <c>plan</c> as JSON Schema.</summary>
internal static class PlanSchema
{
    /// <summary>The schema, draft 2020-12.</summary>
    public static string Text { get; } = Read();

    public static Command Create()
    {
        var command = new Command("plan", "The problem file of 'plan'.");
        command.SetAction(_ => Console.Out.WriteLine(Text));
        return command;
    }

    private static string Read()
    {
        using var reader = new StreamReader(typeof(PlanSchema).Assembly.GetManifestResourceStream("plan.schema.json")!);
        return reader.ReadToEnd().TrimEnd();
    }
}
