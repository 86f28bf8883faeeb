using System.Runtime.InteropServices;
using System.Security.Cryptography;
using EdgeAigc.Diffusion.Schedulers;

namespace EdgeAigc.Diffusion.Tests.Schedulers;

/// <summary>Golden values are those of torch's <c>cumprod(1 - linspace(...))</c> in float32.</summary>
public sealed class NoiseTableTests
{
    private static readonly SchedulerConfig StableDiffusion =
        new() { BetaSchedule = "scaled_linear", BetaStart = 0.00085, BetaEnd = 0.012 };

    [Theory]
    [InlineData(0, 0.999899983)]
    [InlineData(10, 0.997806489)]
    [InlineData(499, 0.078587234)]
    [InlineData(900, 0.000270244491)]
    [InlineData(999, 4.03583035e-05)]
    public void AlphaBars_Linear_IsTorchs(int timestep, double expected) => Assert.Equal((float)expected, Table(new())[timestep]);

    [Theory]
    [InlineData(0, 0.999149978)]
    [InlineData(1, 0.998296022)]
    [InlineData(500, 0.276332468)]
    [InlineData(998, 0.00471669575)]
    [InlineData(999, 0.00466009509)]
    public void AlphaBars_ScaledLinear_IsTorchs(int timestep, double expected) =>
        Assert.Equal((float)expected, Table(StableDiffusion)[timestep]);

    [Theory]
    [InlineData("linear", 0.0001, 0.02, "b5555536933367c4ad73b4e972e1701b8cf631f368d370f1f05c23c5881f1994")]
    [InlineData("scaled_linear", 0.00085, 0.012, "b0c6833c866f3aae5d58606971a4297931251d8ed9c31d9a8b849e13ca14e3b6")]
    public void AlphaBars_WholeTable_IsTorchsBitForBit(string rule, double start, double end, string sha256)
    {
        var table = Table(new() { BetaSchedule = rule, BetaStart = start, BetaEnd = end });
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<float>(table))));
    }

    [Fact]
    public void AlphaBars_SquaredCosine_FollowsTheFormulaInDouble()
    {
        var table = Table(new() { BetaSchedule = "squaredcos_cap_v2" });
        var product = 1.0;
        for (var t = 0; t < 1000; t++)
        {
            product *= 1 - Math.Min(1 - (Cosine((t + 1) / 1000.0) / Cosine(t / 1000.0)), 0.999);
            // float32 rounds 1 − β near 1 to a step of 6e-8, up to a thousand times.
            Assert.InRange(table[t] / product, 1 - 6e-5, 1 + 6e-5);
        }

        static double Cosine(double time) => Math.Pow(Math.Cos((time + 0.008) / 1.008 * Math.PI / 2), 2);
    }

    [Fact]
    public void AlphaBars_TrainedBetas_WinOverTheSchedule() =>
        Assert.Equal(
            [0.5f, 0.375f, 0.0375f],
            Table(new() { TrainTimesteps = 3, TrainedBetas = [0.5, 0.25, 0.9], BetaSchedule = "nonsense" }),
            Close);

    [Fact]
    public void AlphaBars_ZeroTerminalSnr_EndsAtZeroAndKeepsTheFirstValue()
    {
        var plain = Table(StableDiffusion);
        var rescaled = Table(StableDiffusion with { RescaleBetasZeroSnr = true });
        Assert.Equal(0f, rescaled[^1]);
        AssertRelative(plain[0], rescaled[0]);
        // Algorithm 1 of arXiv 2305.08891 in double, in the middle of the table.
        var root = (Math.Sqrt(plain[500]) - Math.Sqrt(plain[^1])) * Math.Sqrt(plain[0]) / (Math.Sqrt(plain[0]) - Math.Sqrt(plain[^1]));
        Assert.InRange(rescaled[500] / (root * root), 1 - 2e-5, 1 + 2e-5);
    }

    private static float[] Table(SchedulerConfig config) => NoiseTable.AlphaBars(BetaSchedules.Create(config), config.RescaleBetasZeroSnr);

    private static bool Close(float expected, float actual) => Math.Abs(expected - actual) <= 1e-6f * expected;

    private static void AssertRelative(double expected, float actual) => Assert.InRange(actual / expected, 1 - 2e-6, 1 + 2e-6);
}
