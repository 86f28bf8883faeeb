using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Schedulers;

namespace EdgeAigc.Diffusion.Pipelines;

/// <summary>A run between two steps.</summary>
internal sealed class DenoisingState(
    ResolvedJob job, NoiseSchedule schedule, SchedulerMemory memory, GuidedUNet unet, float[] latents, IReadOnlyList<string> warnings)
    : IDisposable
{
    /// <summary>The job.</summary>
    public ResolvedJob Job { get; } = job;

    /// <summary>Its steps.</summary>
    public NoiseSchedule Schedule { get; } = schedule;

    /// <summary>What its scheduler remembers.</summary>
    public SchedulerMemory Memory { get; } = memory;

    /// <summary>The network with this run's conditioning.</summary>
    public GuidedUNet UNet { get; } = unet;

    /// <summary>Latents [C, h, w] behind the last step that was done.</summary>
    public float[] Latents { get; } = latents;

    /// <summary>Room for the latents as the network wants them.</summary>
    public float[] ModelInput { get; } = new float[latents.Length];

    /// <summary>What the user should know.</summary>
    public IReadOnlyList<string> Warnings { get; } = warnings;

    /// <summary>Steps that are done.</summary>
    public int StepsDone { get; set; }

    /// <summary>Whether all steps are done.</summary>
    public bool IsDone => StepsDone == Schedule.Steps;

    /// <inheritdoc/>
    public void Dispose() => UNet.Dispose();
}
