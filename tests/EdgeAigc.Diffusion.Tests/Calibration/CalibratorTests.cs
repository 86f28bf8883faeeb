using EdgeAigc.Core.Curves;
using EdgeAigc.Diffusion.Calibration;

namespace EdgeAigc.Diffusion.Tests.Calibration;

public sealed class CalibratorTests
{
    private static readonly int[] Levels = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 50];

    [Fact]
    public void Advance_EachUnit_AsksTheModelForOneThingAndNothingBefore()
    {
        var calibration = new SyntheticCalibration();
        Assert.Empty(calibration.Subject.Calls);

        var progress = new List<CalibrationProgress>();
        while (!calibration.Calibrator.IsDone)
        {
            progress.Add(calibration.Calibrator.Advance());
            Assert.Equal(progress.Count, calibration.Subject.Calls.Count);
        }

        string[] pairs = ["sun/1", "sun/9", "cat/1", "cat/9"];
        Assert.Equal(
            [
                .. ((int[])[1, 2, 4, 8, 12]).Select(images => $"step {images} x 5"), "fixed x 5",
                .. pairs.SelectMany(pair => Levels.Prepend(100).Select(steps => $"{pair}/{steps}")),
            ],
            calibration.Subject.Calls);
        Assert.Equal(Enumerable.Range(1, 6 + (4 * 12)), progress.Select(unit => unit.Unit));
        Assert.All(progress, unit => Assert.Equal(54, unit.Units));
        Assert.Equal("'sun' with 1 step", progress[7].Description);
        Assert.Throws<InvalidOperationException>(calibration.Calibrator.Advance);
    }

    [Fact]
    public void Advance_SteadyPace_EstimatesTheTimeThatIsLeft()
    {
        var calibration = new SyntheticCalibration();
        var left = new List<(TimeSpan Estimate, TimeSpan At)>();
        while (!calibration.Calibrator.IsDone)
        {
            left.Add((calibration.Calibrator.Advance().TimeLeft, calibration.Clock.GetElapsedTime(0)));
            // What the device serves between two units is nobody's estimate.
            calibration.Clock.Advance(TimeSpan.FromSeconds(100));
        }

        var pictures = left.Skip(left.Count / 2).ToList();
        var total = calibration.Clock.GetElapsedTime(0) - TimeSpan.FromSeconds(100 * left.Count);
        for (var i = 0; i < pictures.Count - 1; i++)
        {
            var truth = total - (pictures[i].At - TimeSpan.FromSeconds(100 * (left.Count - pictures.Count + i)));
            Assert.InRange(pictures[i].Estimate / truth, 0.7, 1.3);
        }

        Assert.Equal(TimeSpan.Zero, left[^1].Estimate);
    }

    [Fact]
    public void ToCurves_ModelByFormula_FindsTheFormula()
    {
        var curves = new SyntheticCalibration().Run();

        Assert.Equal([1, 2, 4, 8, 12], curves.Latency.Step.Select(point => point.Images));
        Assert.Equal(SyntheticSubject.SecondsPerImage, curves.Latency.Fit.SecondsPerImage, 1e-6);
        Assert.Equal(SyntheticSubject.SecondsPerStep, curves.Latency.Fit.SecondsPerStep, 1e-6);
        Assert.Equal(SyntheticSubject.FixedSeconds, curves.Latency.FixedSeconds, 1e-9);
        Assert.Equal(1000 + (100 * 12), curves.ResidentBytes);
        Assert.Equal(("synthetic", "DDIMScheduler", 2.0, 100), (curves.Model, curves.Settings.Scheduler, curves.Settings.Guidance, curves.Settings.ReferenceSteps));
        Assert.Equal(["sun", "cat"], curves.Settings.Prompts);
        Assert.True(curves.MeasuredAt > SyntheticClock.Start);
    }

    [Fact]
    public void ToCurves_Scores_AreThoseOfThePicturesAgainstTheirOwnReference()
    {
        var curves = new SyntheticCalibration().Run();

        (string, long)[] pairs = [("sun", 1), ("sun", 9), ("cat", 1), ("cat", 9)];
        Assert.Equal([.. Levels, 100], curves.Quality.Levels.Select(level => level.Steps));
        foreach (var level in curves.Quality.Levels)
        {
            for (var i = 0; i < pairs.Length; i++)
            {
                var (prompt, seed) = pairs[i];
                Assert.Equal(StructuralSimilarity.Between(Picture(prompt, seed, level.Steps), Picture(prompt, seed, 100)), level.Ssim[i], 1e-6);
                Assert.Equal(TotalVariation.Of(Picture(prompt, seed, level.Steps)), level.TotalVariation[i], 1e-6);
            }

            var expected = FrechetDistance.Squared(
                [.. pairs.Select(pair => PictureFeatures.Of(Picture(pair.Item1, pair.Item2, level.Steps)))],
                [.. pairs.Select(pair => PictureFeatures.Of(Picture(pair.Item1, pair.Item2, 100)))]);
            Assert.Equal(expected, level.FrechetDistance, 1e-6);
        }

        Assert.Equal(1, curves.Quality.Levels[^1].MeanSsim);
        Assert.Equal(0, curves.Quality.Levels[^1].FrechetDistance);
        // Noise fades with the steps, and every score says so.
        Assert.Equal(curves.Quality.Levels.Select(level => level.MeanSsim).Order(), curves.Quality.Levels.Select(level => level.MeanSsim));
        Assert.True(curves.Quality.Levels[0].MeanTotalVariation > curves.Quality.Levels[^1].MeanTotalVariation);
        Assert.True(curves.Quality.Levels[0].FrechetDistance > curves.Quality.Levels[3].FrechetDistance);
        Assert.Equal(1, curves.Quality.Curve.At(100));
        Assert.True(curves.Quality.Curve.At(1) < 0.9);
    }

    [Theory]
    [InlineData(1, false, new int[0], 1)]
    [InlineData(8, false, new[] { 1, 2, 3, 4, 6 }, 8)]
    [InlineData(50, false, new[] { 1, 2, 3, 4, 6, 8, 12, 16, 24, 32 }, 50)]
    [InlineData(1000, true, new[] { 1, 2, 4, 8, 16 }, 32)]
    [InlineData(4, true, new[] { 1, 2 }, 4)]
    public void Plan_LimitsOfTheModel_BoundTheLevels(int maxSteps, bool quick, int[] levels, int reference)
    {
        var plan = CalibrationPlan.Of(new() { Quick = quick }, new SyntheticSubject(new()) { MaxSteps = maxSteps }, CalibrationPrompts.Everyday);

        Assert.Equal(levels, plan.Levels);
        Assert.Equal(reference, plan.ReferenceSteps);
        Assert.Equal(quick ? 6 : 24, plan.Prompts.Count);
        Assert.Equal(quick ? 3 : 9, plan.Repetitions);
    }

    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(2, new[] { 1, 2 })]
    [InlineData(7, new[] { 1, 2, 4, 7 })]
    [InlineData(16, new[] { 1, 2, 4, 8, 16 })]
    public void Plan_LargestBatch_IsTheLastOfThePowersOfTwo(int largest, int[] batches) => Assert.Equal(
        batches, CalibrationPlan.Of(new(), new SyntheticSubject(new()) { LargestBatch = largest }, CalibrationPrompts.Everyday).Batches);

    [Fact]
    public void Run_ModelOfOneStep_HasAWholeCurveOfOneLevel()
    {
        var clock = new SyntheticClock();
        var curves = new SyntheticCalibration(new(clock) { MaxSteps = 1, LargestBatch = 1 }).Run();

        Assert.Equal(1, Assert.Single(curves.Quality.Isotonic).Quality);
        Assert.Single(curves.Latency.Step);
        Assert.Equal(1, curves.Quality.ThreePieceSsim.At(1));
    }

    [Fact]
    public void ToCurves_BeforeTheEnd_IsRefused()
    {
        var calibration = new SyntheticCalibration();
        calibration.Calibrator.Advance();

        Assert.Throws<InvalidOperationException>(() => calibration.Calibrator.ToCurves("", CalibrationMachine.Describe("CPU")));
    }

    [Fact]
    public void Describe_ThisMachine_NamesItsProcessorAndDevice()
    {
        var machine = CalibrationMachine.Describe("CPU (3 threads)");

        Assert.NotEmpty(machine.Processor);
        Assert.NotEmpty(machine.OperatingSystem);
        Assert.Equal(("CPU (3 threads)", Environment.ProcessorCount), (machine.Device, machine.LogicalProcessors));
    }

    // As an image file shows it.
    private static PlanarPicture Picture(string prompt, long seed, int steps) => new(
        Array.ConvertAll(SyntheticSubject.Picture(prompt, seed, steps), sample => Math.Clamp(sample, -1f, 1f)), SyntheticSubject.Side, SyntheticSubject.Side);
}
