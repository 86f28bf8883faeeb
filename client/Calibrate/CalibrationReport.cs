using System.Globalization;
using EdgeAigc.Contracts.Calibration;
using Spectre.Console;

namespace EdgeAigc.Client.Calibrate;

/// <summary>What the user reads when the curves are there.</summary>
internal static class CalibrationReport
{
    private const double Milliseconds = 1000;
    private const double Mebibyte = 1 << 20;

    public static void Write(CalibrationCompleted completed)
    {
        var latency = completed.Latency;
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        Row(grid, "model", $"{completed.Model}");
        Row(grid, "node", $"{completed.Node}, {completed.Device}");
        Row(grid, "one step on X images", $"{latency.SecondsPerImage * Milliseconds:0.###} X + {latency.SecondsPerStep * Milliseconds:0.###} ms");
        Row(grid, "measured", $"up to {latency.LargestBatch} images; the line is off by {latency.MaxRelativeResidual:P1} at most");
        Row(grid, "fixed time per image", $"{latency.FixedSeconds * Milliseconds:0.###} ms");
        Row(grid, "memory when resident", $"{completed.ResidentBytes / Mebibyte:0.0} MiB");
        AnsiConsole.Write(grid);

        var table = new Table().Border(TableBorder.Simple).AddColumns("steps", "quality", "SSIM", "total variation", "Fréchet");
        foreach (var level in completed.Levels)
            table.AddRow(Cells(level).Select(cell => new Text(FormattableString.Invariant(cell))));
        AnsiConsole.Write(table);

        foreach (var file in completed.Files)
            Console.WriteLine($"{completed.Node}: {file}");
    }

    private static FormattableString[] Cells(QualityLevel level) =>
    [
        $"{level.Steps}", $"{level.Quality:0.000}", $"{level.Ssim:0.000}", $"{level.TotalVariation:0.0000}", $"{level.FrechetDistance:0.0000}",
    ];

    private static void Row(Grid grid, string name, FormattableString value) =>
        grid.AddRow(new Text(name), new Text(value.ToString(CultureInfo.InvariantCulture)));
}
