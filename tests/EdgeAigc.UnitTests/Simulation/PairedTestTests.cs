using EdgeAigc.Simulation.Study;

namespace EdgeAigc.UnitTests.Simulation;

public sealed class PairedTestTests
{
    // Student's sleep data (Biometrika 6, 1908): t = −4.0621 with 9 degrees of freedom, p = 0.002833, interval −2.4599 to −0.7001.
    private static readonly double[] First = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
    private static readonly double[] Second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

    [Fact]
    public void Of_StudentsSleepData_IsWhatIsPublished()
    {
        var test = PairedTest.Of(First, Second);

        Assert.Equal(-1.58, test.MeanDifference, 1e-12);
        Assert.Equal((2.4598858 - 0.7001142) / 2, test.HalfWidth, 1e-6);
        Assert.Equal(0.002833, test.PValue, 1e-6);
    }

    [Fact]
    public void Of_EqualValues_IsNoDifference() => Assert.Equal(new(0, 0, 1), PairedTest.Of(First, First));

    [Fact]
    public void Of_OnePairOrUnequalNumbers_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => PairedTest.Of([1], [2]));
        Assert.Throws<ArgumentException>(() => PairedTest.Of([1, 2], [2]));
    }
}
