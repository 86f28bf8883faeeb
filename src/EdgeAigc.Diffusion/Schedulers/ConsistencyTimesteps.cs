namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>The timesteps of models that are distilled to few steps: evenly picked, from the top, out of the timesteps that
/// the distillation used.</summary>
internal static class ConsistencyTimesteps
{
    /// <summary>The timesteps of a run, falling.</summary>
    /// <param name="trainTimesteps">T.</param>
    /// <param name="originalSteps">Steps of the distillation, at most T; null where it used every timestep.</param>
    /// <param name="steps">n, at most the original steps.</param>
    public static int[] Pick(int trainTimesteps, int? originalSteps, int steps)
    {
        var count = originalSteps ?? trainTimesteps;
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(steps, count);
        var stride = trainTimesteps / count;
        // The product is rounded before it is cut off, as numpy does it.
        var spacing = (double)count / steps;
        var timesteps = new int[steps];
        for (var i = 0; i < steps; i++)
            timesteps[i] = ((count - (int)Math.Floor(i * spacing)) * stride) - 1;
        return timesteps;
    }
}
