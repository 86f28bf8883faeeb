using EdgeAigc.Diffusion.Calibration;

namespace EdgeAigc.Diffusion.Tests.Calibration;

/// <summary>A calibration of a <see cref="SyntheticSubject"/> with two prompts and two seeds.</summary>
internal sealed class SyntheticCalibration
{
    public static readonly CalibrationSettings Settings = new() { Prompts = ["sun", "cat"], Seeds = [1, 9], Repetitions = 5 };

    public SyntheticCalibration(SyntheticSubject? subject = null, CalibrationSettings? settings = null)
    {
        Clock = new();
        Subject = subject ?? new(Clock);
        Calibrator = new(Subject, CalibrationPlan.Of(settings ?? Settings, Subject, CalibrationPrompts.Everyday), Clock);
    }

    public SyntheticClock Clock { get; }

    public SyntheticSubject Subject { get; }

    public Calibrator Calibrator { get; }

    /// <summary>Runs all units.</summary>
    public ModelCurves Run()
    {
        while (!Calibrator.IsDone)
            Calibrator.Advance();
        return Calibrator.ToCurves(
            "DDIMScheduler", new() { Processor = "abacus", LogicalProcessors = 2, Device = "CPU (1 thread)", OperatingSystem = "none" });
    }
}
