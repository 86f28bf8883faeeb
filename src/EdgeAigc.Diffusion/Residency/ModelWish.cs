using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Residency;

/// <summary>Somebody wants a model in memory, or out of it, apart from any job.</summary>
/// <param name="Model">The model.</param>
/// <param name="Load">Whether it is wanted in memory.</param>
/// <param name="Cancellation">Takes the wish back.</param>
internal sealed record ModelWish(ModelFolder Model, bool Load, CancellationToken Cancellation)
{
    /// <summary>Takes null when the wish came true, or the fault.</summary>
    public TaskCompletionSource<JobFault?> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
