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
                TimestepSpacing.Leading => Leading(trainTimesteps, trainTimesteps / steps, steps - 1 - i, offset),
                TimestepSpacing.Trailing => Trailing(trainTimesteps, (double)trainTimesteps / steps, i),
                _ => throw new ArgumentOutOfRangeException(nameof(spacing), spacing, null),
            };
        }

        return timesteps;
    }

    /// <summary>The same as whole numbers.</summary>
    /// <inheritdoc cref="Pick"/>
    public static int[] PickWhole(TimestepSpacing spacing, int trainTimesteps, int steps, int offset) =>
        Array.ConvertAll(Pick(spacing, trainTimesteps, steps, offset), timestep => (int)Math.Round(timestep));

    /// <summary>The upper n of n + 1 whole timesteps, which leaves the lowest for the level behind the last step; trailing
    /// timesteps, which end above the lowest, are as ever.</summary>
    /// <param name="spacing">The rule.</param>
    /// <param name="trainTimesteps">T.</param>
    /// <param name="usable">How many timesteps may be picked, from 0.</param>
    /// <param name="steps">n, below the usable timesteps.</param>
    /// <param name="offset">Added to leading timesteps.</param>
    public static int[] PickAboveLowest(TimestepSpacing spacing, int trainTimesteps, int usable, int steps, int offset)
    {
        var timesteps = new int[steps];
        for (var i = 0; i < steps; i++)
        {
            timesteps[i] = (int)(spacing switch
            {
                TimestepSpacing.Linspace => Math.Round(Linspace(usable - 1, steps + 1, steps - i)),
                TimestepSpacing.Leading => Leading(trainTimesteps, usable / (steps + 1), steps - i, offset),
                TimestepSpacing.Trailing => Trailing(usable, (double)trainTimesteps / steps, i),
                _ => throw new ArgumentOutOfRangeException(nameof(spacing), spacing, null),
            });
        }

        return timesteps;
    }

    /// <summary>Multiple k of a stride. The offset may lead past the table when n is T; the last entry is the nearest there is.</summary>
    private static double Leading(int trainTimesteps, int stride, int k, int offset) =>
        Math.Min(((long)stride * k) + offset, trainTimesteps - 1);

    /// <summary>Value k of numpy's arange from the top, in its own rounding, which decides where a value lies on a half.</summary>
    private static double Trailing(int top, double stride, int k) => Math.Round(top + (k * (top - stride - top))) - 1;

    /// <summary>Value k of n numbers from 0 to the last; a single one is 0, as numpy has it.</summary>
    private static double Linspace(int last, int steps, int k)
    {
        if (steps == 1)
            return 0;
        return k == steps - 1 ? last : k * ((double)last / (steps - 1));
    }
}
