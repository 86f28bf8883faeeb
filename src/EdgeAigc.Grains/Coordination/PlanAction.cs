using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Core.Residency;

namespace EdgeAigc.Grains.Coordination;

/// <summary>A step under way, and the means to stop it.</summary>
/// <param name="plan">The plan that it belongs to.</param>
/// <param name="step">The step.</param>
/// <param name="began">Timestamp of its beginning.</param>
internal sealed class PlanAction(NodePlan plan, ResidencyStep step, long began) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public NodePlan Plan { get; } = plan;

    public ResidencyStep Step { get; } = step;

    public long Began { get; } = began;

    public CancellationToken Stopped => _stop.Token;

    public bool IsStopped => _stop.IsCancellationRequested;

    /// <summary>Whether another plan wants the step too. A plan that waits is looked at anew.</summary>
    public bool Serves(NodePlan other) => Step switch
    {
        { Action: ResidencyAction.Load, Model: { } model } => other.Resident.Contains(model),
        { Action: ResidencyAction.Unload, Model: { } model } => !other.Resident.Contains(model) && other.LastCopies.All(copy => copy.Model != model),
        _ => false,
    };

    // Not at the caller's cost: what waits for the token may run at once.
    public void Stop() => _ = _stop.CancelAsync();

    public void Dispose() => _stop.Dispose();
}
