using System.CommandLine;
using EdgeAigc.Training.Progress;

namespace EdgeAigc.Training.Sheet;

/// <summary><c>sheet</c>: draws the sample sheets of a finished model again.</summary>
internal static class SheetCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "Model folder; the sheets are written into it" };
        var seed = new Option<long>("--seed") { Description = "Seed of every picture", DefaultValueFactory = _ => 1 };
        var steps = new Option<int?>("--steps") { Description = "Denoising steps [the model's default]" };
        var guidance = new Option<double?>("--guidance") { Description = "Guidance scale [the model's default]" };
        var threads = new Option<int>("--threads") { Description = "Threads of the engine", DefaultValueFactory = _ => 1 };
        var command = new Command("sheet", "Draws the fixed prompts and the held-out names of a model as sheet.png and sheet-heldout.png.")
        {
            model, seed, steps, guidance, threads,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var settings = new SheetSettings(
                parsed.GetValue(model)!, parsed.GetValue(seed), parsed.GetValue(steps), parsed.GetValue(guidance), parsed.GetValue(threads));
            await new SheetDrawing(settings, new ConsoleReport(TimeProvider.System), TimeProvider.System).RunAsync(cancellation);
            return 0;
        });
        return command;
    }
}
