using System.CommandLine;
using System.CommandLine.Parsing;
using EdgeAigc.Client.Connection;
using EdgeAigc.Contracts.Calibration;

namespace EdgeAigc.Client.Calibrate;

/// <summary><c>models calibrate</c>: measures a model's curves on one node.</summary>
internal static class CalibrateCommand
{
    private static readonly Argument<string> Model = new("name") { Description = "Model by name; 'models list' shows them" };
    private static readonly Option<string?> Node = new("--node")
    {
        Description = "Node that measures [the least busy one that has the model]",
        HelpName = "name",
    };

    private static readonly Option<string[]?> Prompts = new("--prompts")
    {
        Description = "File with a prompt a line [the model's calibration-prompts.txt, or everyday words]",
        HelpName = "file",
        CustomParser = ReadPrompts,
    };

    private static readonly Option<int?> Repetitions = new("--repetitions")
    {
        Description = "Timed runs of each latency measurement [9, or 3 with --quick]",
    };

    private static readonly Option<bool> Quick = new("--quick") { Description = "Fewer levels and pictures: a first idea of the curves" };

    public static Command Create() => ConnectedCommand.Create(
        new("calibrate", "Measures how long a model's denoising steps take and what they buy, and stores the curves beside the model.")
        {
            Model, Node, Prompts, Repetitions, Quick,
        },
        parsed =>
        {
            var request = new CalibrationRequest
            {
                Model = parsed.GetValue(Model)!,
                // An option of many values that is not given reads as none of them.
                Prompts = parsed.GetValue(Prompts) is { Length: > 0 } prompts ? [.. prompts] : null,
                Repetitions = parsed.GetValue(Repetitions),
                Quick = parsed.GetValue(Quick),
            };
            var node = parsed.GetValue(Node);
            return (grains, token) => new Calibration(TimeProvider.System).RunAsync(grains, request, node, token);
        });

    private static string[]? ReadPrompts(ArgumentResult result)
    {
        var path = result.Tokens[0].Value;
        try
        {
            var prompts = File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').ToArray();
            if (prompts.Length > 0)
                return prompts;
            result.AddError($"--prompts is '{path}', which holds no prompt; write one a line.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            result.AddError($"--prompts is '{path}': {exception.Message}");
        }

        return null;
    }
}
