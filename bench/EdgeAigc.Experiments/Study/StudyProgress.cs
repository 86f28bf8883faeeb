using System.Globalization;

namespace EdgeAigc.Experiments.Study;

/// <summary>A bar that redraws itself on a terminal, a line every ten seconds elsewhere.</summary>
internal sealed class StudyProgress(TextWriter output, bool isTerminal, TimeProvider time)
{
    private const int BarWidth = 30;
    private const int LineWidth = 110;
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(10);

    private readonly long _began = time.GetTimestamp();
    private long _drawn = time.GetTimestamp();

    public void Row(RowKey key, int done, int all)
    {
        if (done < all && !isTerminal && time.GetElapsedTime(_drawn) < LineInterval)
            return;
        _drawn = time.GetTimestamp();
        var left = time.GetElapsedTime(_began) / done * (all - done);
        var line = string.Create(CultureInfo.InvariantCulture,
            $"{new string('#', (int)((long)BarWidth * done / all)).PadRight(BarWidth, '.')} {done}/{all}  {left:h\\:mm\\:ss} left  {key}");
        if (isTerminal)
            output.Write($"\r{line.PadRight(LineWidth)[..LineWidth]}{(done == all ? "\n" : "")}");
        else
            output.WriteLine(line);
    }
}
