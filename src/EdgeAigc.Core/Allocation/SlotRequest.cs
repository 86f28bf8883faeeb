namespace EdgeAigc.Core.Allocation;

/// <summary>
/// What a request asks of a slot: its curve, its limits and what it is worth. With L steps and a share b of the node's egress it
/// finishes at T = wait + fixed + L·τ + s / min(b·B, r) and is worth w·[(1 − α)·Q(L) − α·T / T_ref].
/// </summary>
public sealed record SlotRequest
{
    /// <summary>Name of the request, unique in its slot.</summary>
    public required string Id { get; init; }

    /// <summary>Weight w, at least 0.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Preference α between quality (0) and latency (1).</summary>
    public double LatencyPreference { get; init; }

    /// <summary>Time in seconds before its first step: queue and loading.</summary>
    public double WaitSeconds { get; init; }

    /// <summary>Time o in seconds that an image takes besides its steps: encoding the text, decoding the latents.</summary>
    public double FixedSeconds { get; init; }

    /// <summary>Part of <see cref="FixedSeconds"/> that occupies the device and so counts against the slot's compute; 0 where that is
    /// small beside the steps.</summary>
    public double FixedComputeSeconds { get; init; }

    /// <summary>Marginal time τ in seconds of one of its steps, at the batch in force. Who shares batches tells a smaller one; the
    /// allocator takes the times as they are.</summary>
    public double StepSeconds { get; init; }

    /// <summary>Expected size s of the result in bits.</summary>
    public double PayloadBits { get; init; }

    /// <summary>Rate cap r of its client in bits per second; infinite without one.</summary>
    public double MaxRateBitsPerSecond { get; init; } = double.PositiveInfinity;

    /// <summary>Time D in seconds by which it must be finished; infinite without a deadline.</summary>
    public double DeadlineSeconds { get; init; } = double.PositiveInfinity;

    /// <summary>Utility when it is rejected.</summary>
    public double RejectUtility { get; init; }

    /// <summary>Its step levels, ascending by steps, at least one. Only these may be given.</summary>
    public required IReadOnlyList<StepQuality> Quality { get; init; }

    /// <summary>Compute in seconds that it takes with that many steps.</summary>
    public double ComputeSeconds(int steps) => FixedComputeSeconds + (steps * StepSeconds);

    /// <summary>Time in seconds until its result can leave the node, with that many steps.</summary>
    public double ReadySeconds(int steps) => WaitSeconds + FixedSeconds + (steps * StepSeconds);

    /// <summary>T in seconds; infinite for a payload without a share.</summary>
    /// <param name="steps">Denoising steps.</param>
    /// <param name="rateBitsPerSecond">Egress given to it; more than its cap is of no use.</param>
    public double FinishSeconds(int steps, double rateBitsPerSecond) =>
        ReadySeconds(steps) + (PayloadBits > 0 ? PayloadBits / Math.Min(rateBitsPerSecond, MaxRateBitsPerSecond) : 0);

    /// <summary>Utility of being served.</summary>
    /// <param name="quality">Q(L).</param>
    /// <param name="finishSeconds">T.</param>
    /// <param name="referenceSeconds">T_ref.</param>
    public double Utility(double quality, double finishSeconds, double referenceSeconds) =>
        Weight * (((1 - LatencyPreference) * quality) - (LatencyPreference * finishSeconds / referenceSeconds));
}
