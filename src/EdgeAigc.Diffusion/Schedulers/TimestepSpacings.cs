namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>Picks the timesteps of a run.</summary>
internal static class TimestepSpacings
{
    /// <summary>The timesteps in the order they are run, the noisiest first. Linspace values keep their fraction.</summary>
    /// <param name="spacing">The rule.</param>
    /// <param name="trainTimesteps">T.</param>
    /// <param name="steps">n, at most T.</param>
    /// <param name="offset">Added to leading timesteps.</param>
    public static double[] Pick(TimestepSpacing spacing, int trainTimesteps, int steps, int offset)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(steps, trainTimesteps);
        var timesteps = new double[steps];
        for (var i = 0; i < steps; i++)
        {
            timesteps[i] = spacing switch
            {
                TimestepSpacing.Linspace => Linspace(trainTimesteps - 1, steps, steps - 1 - i),
                // The offset may lead past the table when n is T; the last entry is the nearest there is.
                TimestepSpacing.Leading => Math.Min((long)(trainTimesteps / steps) * (steps - 1 - i) + offset, trainTimesteps - 1),
                TimestepSpacing.Trailing => Math.Round(trainTimesteps - (i * ((double)trainTimesteps / steps))) - 1,
                _ => throw new ArgumentOutOfRangeException(nameof(spacing), spacing, null),
            };
        }

        return timesteps;
    }

    /// <summary>Value k of n numbers from 0 to the last; a single one is 0, as numpy has it.</summary>
    private static double Linspace(int last, int steps, int k)
    {
        if (steps == 1)
            return 0;
        return k == steps - 1 ? last : k * ((double)last / (steps - 1));
    }
}
