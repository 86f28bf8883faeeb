using System.CommandLine;
using EdgeAigc.Client.Allocate;
using EdgeAigc.Client.Plan;

namespace EdgeAigc.Client.Schema;

/// <summary><c>schema</c>: prints the JSON Schemas of the problem files.</summary>
internal static class SchemaCommand
{
    public static Command Create() => new("schema", "JSON Schemas (draft 2020-12) of the files that other commands read.")
    {
        Print("allocate", "The problem file of 'allocate'.", () => AllocateSchema.Text),
        Print("plan", "The problem file of 'plan'.", () => PlanSchema.Text),
    };

    private static Command Print(string name, string description, Func<string> text)
    {
        var command = new Command(name, description);
        command.SetAction(_ => Console.WriteLine(text()));
        return command;
    }
}
