using System.Collections.Immutable;

namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>The evaluations of one run, made once and shared by everybody who runs that many steps.</summary>
internal sealed record NoiseSchedule
{
    /// <summary>What the network is told at each evaluation; may have fractions.</summary>
    public required ImmutableArray<float> Timesteps { get; init; }

    /// <summary>Noise level of the latents at each evaluation, in the scheduler's own measure: ᾱ or σ.</summary>
    public required ImmutableArray<float> Levels { get; init; }

    /// <summary>Noise level behind each evaluation.</summary>
    public required ImmutableArray<float> NextLevels { get; init; }

    /// <summary>Deviation of the initial latents.</summary>
    public float InitNoiseSigma { get; init; } = 1f;

    /// <summary>Steps that are done after each evaluation; empty where every evaluation is a step.</summary>
    public ImmutableArray<int> StepsDone { get; init; } = [];

    /// <summary>Where a run begins that skips so many steps; empty where every evaluation is a step.</summary>
    public ImmutableArray<int> FirstEvaluations { get; init; } = [];

    /// <summary>Which evaluations draw noise; empty where none does.</summary>
    public ImmutableArray<bool> NoiseDraws { get; init; } = [];

    /// <summary>Runs of the network.</summary>
    public int Evaluations => Timesteps.Length;

    /// <summary>Denoising steps, as the user asked for them.</summary>
    public int Steps => StepsDoneAfter(Evaluations - 1);

    /// <summary>Denoising steps that are complete after an evaluation.</summary>
    public int StepsDoneAfter(int evaluation) => StepsDone.IsEmpty ? evaluation + 1 : StepsDone[evaluation];

    /// <summary>The evaluation at which an image-to-image run begins.</summary>
    /// <param name="skippedSteps">Steps of the full run that it leaves out, from 0 to <see cref="Steps"/> − 1.</param>
    public int FirstEvaluation(int skippedSteps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(skippedSteps);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(skippedSteps, Steps);
        return FirstEvaluations.IsEmpty ? skippedSteps : FirstEvaluations[skippedSteps];
    }

    /// <summary>Whether the step from an evaluation takes fresh noise. It is drawn exactly where diffusers draws it, used or
    /// not, so that a seed's stream stays in step.</summary>
    public bool DrawsNoise(int evaluation) => !NoiseDraws.IsEmpty && NoiseDraws[evaluation];
}
