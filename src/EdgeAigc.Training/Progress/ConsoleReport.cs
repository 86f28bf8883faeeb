using System.Globalization;
using Spectre.Console;

namespace EdgeAigc.Training.Progress;

/// <summary>A bar that redraws itself on a terminal, a line every ten seconds elsewhere.</summary>
internal sealed class ConsoleReport(TimeProvider time) : IProgressReport
{
    private const int BarWidth = 30;
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BarInterval = TimeSpan.FromMilliseconds(200);

    private string? _stage;
    private int _firstStep;
    private int _lastStep;
    private long _began;
    private long _drawn;

    public void Step(string stage, int step, int steps, double loss)
    {
        // The next model's stage of the same name begins from its first step again.
        if (stage != _stage || step < _lastStep)
            (_stage, _firstStep, _began, _drawn) = (stage, step, time.GetTimestamp(), 0);
        _lastStep = step;

        var live = AnsiConsole.Profile.Capabilities.Interactive;
        if (step < steps && time.GetElapsedTime(_drawn) < (live ? BarInterval : LineInterval))
            return;

        _drawn = time.GetTimestamp();
        var pace = time.GetElapsedTime(_began) / Math.Max(1, step - _firstStep);
        var filled = (int)((long)BarWidth * step / steps);
        var line = string.Create(CultureInfo.InvariantCulture,
            $"{stage,-8} {new string('#', filled).PadRight(BarWidth, '.')} {step}/{steps}  loss {loss:0.0000}  {pace.TotalMilliseconds:0} ms/step  {pace * (steps - step):h\\:mm\\:ss} left");
        if (live)
            Console.Write($"\r{line}{(step == steps ? "\n" : "")}");
        else
            Console.WriteLine(line);
    }

    public void Say(string message) => Console.WriteLine(message);
}
