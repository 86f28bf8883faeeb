using EdgeAigc.Diffusion.Engine;

namespace EdgeAigc.Diffusion.Latents;

/// <summary>Where a run that starts from a picture begins (Meng et al., SDEdit, arXiv 2108.01073): the picture is noised to the
/// level of a later step, and only the steps from there on are done.</summary>
/// <param name="SkippedSteps">Steps of the schedule that are left out.</param>
/// <param name="Steps">Steps that are done, 1 or more.</param>
internal sealed record ImageToImage(int SkippedSteps, int Steps)
{
    /// <summary>The start for a strength.</summary>
    /// <param name="steps">n, steps of the schedule.</param>
    /// <param name="strength">From 0, which keeps the picture, to 1, which does all steps: n·strength are done, rounded down.</param>
    /// <param name="fault">Why that cannot be; null exactly when the result is not.</param>
    public static ImageToImage? TryStart(int steps, double strength, out JobFault? fault)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        if (strength is not (>= 0 and <= 1))
        {
            fault = Invalid($"Strength is {strength}; it must be a number from 0 to 1.");
            return null;
        }

        // In double precision and toward zero, as Python's int(n * strength): 50 · 0.58 gives 28 there, too.
        var done = (int)(steps * strength);
        fault = done > 0
            ? null
            : Invalid(
                $"Strength is {strength}, which leaves none of {steps} steps to do; ask for at least {Least(steps)}, or for more steps.");
        return fault is null ? new(steps - done, done) : null;
    }

    private static JobFault Invalid(string message) => new(JobFaultCode.InvalidParameter, "Strength", message);

    /// <summary>1/n, rounded up to three digits behind the point.</summary>
    private static double Least(int steps) => Math.Ceiling(1000.0 / steps) / 1000;
}
