using System.Collections.Concurrent;
using EdgeAigc.Diffusion.Residency;

namespace EdgeAigc.Diffusion.Engine;

/// <summary>The calibrations of a device, one after the other.</summary>
/// <param name="device">The device, as people call it.</param>
/// <param name="maxSamples">Rows that a batch may have.</param>
/// <param name="time">Clock.</param>
internal sealed class EngineCalibrations(string device, int maxSamples, TimeProvider time)
{
    private readonly ConcurrentQueue<EngineCalibration> _waiting = new();
    private EngineCalibration? _current;

    /// <summary>The calibration whose model is wanted, or null; goes on to the next one when the last has ended.</summary>
    public EngineCalibration? FindCurrent()
    {
        while (_current is null or { Completion.Task.IsCompleted: true } or { IsCancelled: true })
        {
            _current?.Cancel();
            if (!_waiting.TryDequeue(out _current))
                return null;
        }

        return _current;
    }

    /// <summary>Takes a calibration. From any thread.</summary>
    public void Add(EngineCalibration calibration) => _waiting.Enqueue(calibration);

    /// <summary>Does a unit of the current calibration; false when there is none, or when its model is not in memory.</summary>
    public bool Advance(LoadedModel? model)
    {
        if (model is null || FindCurrent() is not { } calibration)
            return false;
        calibration.Advance(bytesBefore => new CalibratedModel(model, maxSamples, bytesBefore, time), device, time);
        return true;
    }

    /// <summary>A calibration whose model cannot be had fails.</summary>
    public void Fail(Exception failure) => FindCurrent()?.Completion.TrySetException(failure);

    /// <summary>Ends all, because the engine stops.</summary>
    public void Stop()
    {
        while (FindCurrent() is { } calibration)
            calibration.Completion.TrySetException(new InvalidOperationException(EngineFaults.Stopping.Message));
    }
}
