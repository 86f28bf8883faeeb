using System.Globalization;
using EdgeAigc.Contracts.Generation;
using Spectre.Console;

namespace EdgeAigc.Client.Generate;

/// <summary>What the user reads when the picture is there.</summary>
internal static class GenerationReport
{
    public static void Write(GenerationCompleted completed, string path, TimeSpan elapsed)
    {
        foreach (var warning in completed.Warnings)
            Console.Error.WriteLine($"warning: {warning}");

        var timings = completed.Timings;
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        Row(grid, "picture", $"{path} ({completed.Width}x{completed.Height}, {completed.Image.Length:N0} bytes)");
        Row(grid, "model", completed.Model);
        Row(grid, "node", $"{completed.Node}, {completed.Device}");
        Row(grid, "steps", $"{completed.Steps} ({completed.Scheduler}, guidance {Number(completed.Guidance)})");
        if (completed.QualityEstimate is { } quality)
            Row(grid, "quality", string.Create(CultureInfo.InvariantCulture, $"{quality:0.000} of 1, by the model's measured curve"));
        Row(grid, "seed", Number(completed.Seed));
        Row(grid, "queued", Seconds(timings.Queued));
        if (timings.Loading > TimeSpan.Zero)
            Row(grid, "loading", Seconds(timings.Loading));
        Row(grid, "denoising", $"{Seconds(timings.Denoising)} (+ text encoder {Seconds(timings.Encoding)}, decoder {Seconds(timings.Decoding)})");

        // The clocks of two machines cannot be compared; what the node did not account for was spent on the way.
        Row(grid, "delivering", $"{Seconds(elapsed - timings.Total + timings.Delivering)} ({Seconds(timings.Delivering)} paced by the node's link)");
        if (completed.Promise is { } promise)
            Row(grid, "promised", $"{Seconds(promise.Finish)}, took {Seconds(completed.Finish)} on the node");
        AnsiConsole.Write(grid);
    }

    private static void Row(Grid grid, string name, string value) => grid.AddRow(new Text(name), new Text(value));

    private static string Seconds(TimeSpan span) => $"{span.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture)} s";

    private static string Number(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
