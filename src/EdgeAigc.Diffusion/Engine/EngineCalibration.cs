using EdgeAigc.Diffusion.Calibration;
using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Engine;

/// <summary>A calibration that waits or runs. The device thread advances it by a unit when no job wants the device.</summary>
/// <param name="model">The model.</param>
/// <param name="settings">What to measure.</param>
/// <param name="bytesBefore">Memory of the process before the model was loaded.</param>
/// <param name="progress">Takes the progress, or null.</param>
/// <param name="cancellation">The caller's token.</param>
internal sealed class EngineCalibration(
    ModelFolder model, CalibrationSettings settings, long bytesBefore, Action<CalibrationProgress>? progress, CancellationToken cancellation)
{
    private Calibrator? _calibrator;

    /// <summary>The model, which has to stay in memory meanwhile.</summary>
    public ModelFolder Model { get; } = model;

    /// <summary>Whether the caller wants it no more.</summary>
    public bool IsCancelled => cancellation.IsCancellationRequested;

    /// <summary>Takes the curves.</summary>
    public TaskCompletionSource<ModelCurves> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Does the next unit.</summary>
    /// <param name="subject">The model as calibration sees it.</param>
    /// <param name="device">The device, as people call it.</param>
    /// <param name="time">Clock.</param>
    public void Advance(Func<long, ICalibrationSubject> subject, string device, TimeProvider time)
    {
        try
        {
            _calibrator ??= Begin(subject(bytesBefore), time);
            var done = _calibrator.Advance();
            progress?.Invoke(done);
            if (_calibrator.IsDone)
                Completion.TrySetResult(_calibrator.ToCurves(Model.SchedulerClass, CalibrationMachine.Describe(device)));
        }
        catch (Exception exception)
        {
            Completion.TrySetException(exception);
        }
    }

    /// <summary>Ends it as its caller wanted.</summary>
    public void Cancel() => Completion.TrySetCanceled(cancellation);

    private Calibrator Begin(ICalibrationSubject subject, TimeProvider time) =>
        new(subject, CalibrationPlan.Of(settings, subject, CalibrationPrompts.Of(Model.Path)), time);
}
