namespace EdgeAigc.Contracts.Calibration;

/// <summary>One piece of news about a calibration: <see cref="CalibrationUnitDone"/> many times, then exactly one last event,
/// <see cref="CalibrationCompleted"/> or <see cref="CalibrationFailed"/>.</summary>
[GenerateSerializer, Immutable, Alias("edgeaigc.CalibrationEvent")]
public abstract record CalibrationEvent
{
    /// <summary>Whether no event follows this one.</summary>
    public virtual bool IsLast => false;
}
