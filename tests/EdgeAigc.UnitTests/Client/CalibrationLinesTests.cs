using EdgeAigc.Client.Calibrate;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAigc.UnitTests.Client;

public sealed class CalibrationLinesTests
{
    [Fact]
    public void Show_ManyFastUnits_AtMostOneLineInFiveSecondsAndTheLast()
    {
        var time = new FakeTimeProvider();
        using var output = new StringWriter();
        var lines = new CalibrationLines(time, output);
        for (var unit = 1; unit <= 12; unit++)
        {
            lines.Show(new(unit, 12, $"unit {unit}", TimeSpan.FromSeconds(12 - unit)));
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(
            ["1 of 12, 0:11 left: unit 1", "6 of 12, 0:06 left: unit 6", "11 of 12, 0:01 left: unit 11", "12 of 12, 0:00 left: unit 12"],
            output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData(0.4, "0:00")]
    [InlineData(61, "1:01")]
    [InlineData(3725, "1:02:05")]
    [InlineData(3599.7, "1:00:00")]
    public void Duration_AnySpan_IsToTheSecond(double seconds, string expected) =>
        Assert.Equal(expected, CalibrationLines.Duration(TimeSpan.FromSeconds(seconds)));
}
