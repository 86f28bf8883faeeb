using System.Collections.Immutable;

namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>The steps of one run, made once and shared by everybody who runs that many steps.</summary>
/// <param name="Timesteps">What the network is told at each step; may have fractions.</param>
/// <param name="Levels">Noise level at each step, in the scheduler's own measure: ᾱ or σ.</param>
/// <param name="NextLevels">Noise level behind each step.</param>
/// <param name="InitNoiseSigma">Deviation of the initial latents.</param>
internal sealed record NoiseSchedule(
    ImmutableArray<float> Timesteps, ImmutableArray<float> Levels, ImmutableArray<float> NextLevels, float InitNoiseSigma)
{
    /// <summary>Number of steps.</summary>
    public int Steps => Timesteps.Length;
    public int Evaluations => Timesteps.Length;
    public int StepsDoneAfter(int evaluation) => Math.Min(evaluation + 1, Steps);
    public int FirstEvaluation(int skippedSteps) => Math.Min(skippedSteps, Steps);
    public bool DrawsNoise(int evaluation) => evaluation > Steps;
}
