namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>The two shapes of a PNDM run.</summary>
internal static class PndmSchedules
{
    /// <summary>Evaluations of three Runge-Kutta steps.</summary>
    public const int RungeKuttaEvaluations = 12;

    /// <summary>The second timestep comes twice.</summary>
    /// <param name="timesteps">Timesteps of the run, falling.</param>
    /// <param name="alphaBars">The table of ᾱ.</param>
    /// <param name="finalAlphaBar">ᾱ behind the last step.</param>
    public static NoiseSchedule WithoutRungeKutta(int[] timesteps, float[] alphaBars, float finalAlphaBar)
    {
        var stride = alphaBars.Length / timesteps.Length;
        if (timesteps.Length == 1)
            return Create(timesteps, [timesteps[0] - stride], alphaBars, finalAlphaBar);
        int[] evaluated = [timesteps[0], timesteps[1], .. timesteps[1..]];
        var targets = evaluated.Select((timestep, i) => i == 1 ? timestep : timestep - stride);
        return Create(evaluated, targets, alphaBars, finalAlphaBar) with
        {
            StepsDone = [.. Enumerable.Range(0, evaluated.Length)],
        };
    }

    /// <summary>The first three steps evaluate their start, twice their middle, and their end.</summary>
    /// <inheritdoc cref="WithoutRungeKutta"/>
    public static NoiseSchedule WithRungeKutta(int[] timesteps, float[] alphaBars, float finalAlphaBar)
    {
        var (steps, stride) = (timesteps.Length, alphaBars.Length / timesteps.Length);
        List<int> evaluated = [];
        List<int> targets = [];
        for (var step = 0; step < 3; step++)
        {
            // Half a stride above the next timestep, which where strides are odd is not half a stride below this one.
            var (start, end) = (timesteps[step], timesteps[step + 1]);
            var middle = end + (stride / 2);
            evaluated.AddRange([start, middle, middle, end]);
            targets.AddRange([start - (stride / 2), middle, middle - (stride / 2), end]);
        }

        evaluated.AddRange(timesteps[3..]);
        targets.AddRange(timesteps[3..].Select(timestep => timestep - stride));
        return Create(evaluated, targets, alphaBars, finalAlphaBar) with
        {
            StepsDone = [.. Enumerable.Range(0, evaluated.Count).Select(e => e < RungeKuttaEvaluations ? (e + 1) / 4 : e - 8)],
            FirstEvaluations = [.. Enumerable.Range(0, steps).Select(skipped => skipped < 3 ? 4 * skipped : skipped + 9)],
        };
    }

    private static NoiseSchedule Create(
        IReadOnlyList<int> evaluated, IEnumerable<int> targets, float[] alphaBars, float finalAlphaBar) => new()
        {
            Timesteps = [.. evaluated.Select(timestep => (float)timestep)],
            Levels = [.. evaluated.Select(timestep => alphaBars[timestep])],
            NextLevels = [.. targets.Select(timestep => timestep >= 0 ? alphaBars[timestep] : finalAlphaBar)],
        };
}
