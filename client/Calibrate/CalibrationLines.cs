using System.Globalization;
using EdgeAigc.Contracts.Calibration;

namespace EdgeAigc.Client.Calibrate;

/// <summary>Progress where no terminal redraws a bar: at most a line in five seconds, and one for the last unit.</summary>
internal sealed class CalibrationLines(TimeProvider time, TextWriter output)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private long? _last;

    public void Show(CalibrationUnitDone done)
    {
        if (_last is { } last && time.GetElapsedTime(last) < Interval && done.Unit < done.Units)
            return;
        _last = time.GetTimestamp();
        output.WriteLine($"{done.Unit} of {done.Units}, {Duration(done.TimeLeft)} left: {done.Description}");
    }

    /// <summary>A duration to the second, hours only when there are any.</summary>
    public static string Duration(TimeSpan span)
    {
        var rounded = TimeSpan.FromSeconds(Math.Round(span.TotalSeconds));
        return rounded.ToString(rounded.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
    }
}
