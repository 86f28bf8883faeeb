using EdgeAigc.Core.Results;

namespace EdgeAigc.Grains.Jobs;

/// <summary>Keeps activations.</summary>
internal static class Retention
{
    /// <summary>Keeps an activation until its time is over or its room is needed; then it ends.</summary>
    public static RetainedItem? Keep(RetentionBook retention, long bytes, TimeProvider time, IGrainContext activation) =>
        retention.Keep(bytes, time.GetUtcNow(), () => activation.Deactivate(new(DeactivationReasonCode.ApplicationRequested, "Its room is needed, or its time is over.")));
}
