using EdgeAigc.Diffusion.Calibration;
using EdgeAigc.Diffusion.Calibration.Chart;
using SkiaSharp;

namespace EdgeAigc.Diffusion.Tests.Calibration;

public sealed class CurvesChartTests
{
    private static readonly ModelCurves Curves = new SyntheticCalibration().Run();

    [Fact]
    public void Draw_Curves_IsAPictureWithTitlesAndLabelsOnBothSides()
    {
        using var chart = SKBitmap.Decode(CurvesChart.Draw(Curves));

        Assert.Equal((CurvesChart.Width, CurvesChart.Height), (chart.Width, chart.Height));
        foreach (var left in (int[])[0, CurvesChart.Width / 2])
        {
            // Where letters are and, were there no letters, nothing dark would be: frames and ticks lie outside.
            Assert.InRange(DarkPixels(chart, SKRectI.Create(left + 60, 12, 520, 10)), 100, 2000);
            Assert.InRange(DarkPixels(chart, SKRectI.Create(left + 60, 478, 520, 7)), 50, 1000);
        }
    }

    [Fact]
    public void Draw_SameCurves_AreTheSameBytes() => Assert.Equal(CurvesChart.Draw(Curves), CurvesChart.Draw(Curves));

    [Fact]
    public void Draw_OtherNameTimesOrScores_AreSeen()
    {
        var chart = CurvesChart.Draw(Curves);
        var slower = new MeasuredLatency { Step = [.. Curves.Latency.Step.Select(point => point with { Seconds = point.Seconds * (1 + point.Images) })], FixedSeconds = 1 };
        var worse = new MeasuredQuality { Levels = [.. Curves.Quality.Levels.Select(level => level.Steps == 1 ? level with { Ssim = [0, 0, 0, 0] } : level)] };

        Assert.NotEqual(chart, CurvesChart.Draw(Curves with { Model = "other" }));
        Assert.NotEqual(chart, CurvesChart.Draw(Curves with { Latency = slower }));
        Assert.NotEqual(chart, CurvesChart.Draw(Curves with { Quality = worse }));
    }

    [Fact]
    public void Draw_OneLevelAndOneBatch_IsAPicture()
    {
        var single = Curves with
        {
            Settings = Curves.Settings with { ReferenceSteps = 1 },
            Latency = new() { Step = [new(1, 0.1)], FixedSeconds = 0 },
            Quality = new() { Levels = [Curves.Quality.Levels[^1] with { Steps = 1 }] },
        };

        using var chart = SKBitmap.Decode(CurvesChart.Draw(single));

        Assert.Equal(CurvesChart.Width, chart.Width);
    }

    private static int DarkPixels(SKBitmap picture, SKRectI area)
    {
        var count = 0;
        for (var y = area.Top; y < area.Bottom; y++)
        {
            for (var x = area.Left; x < area.Right; x++)
                count += picture.GetPixel(x, y).Red < 100 ? 1 : 0;
        }

        return count;
    }
}
