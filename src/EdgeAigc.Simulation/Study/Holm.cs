namespace EdgeAigc.Simulation.Study;

/// <summary>Holm's correction (Scandinavian Journal of Statistics 6, 1979) of the p values of several tests.</summary>
public static class Holm
{
    /// <summary>Adjusted p values in the given order: rejecting those below a level errs at most that often in any of the tests.</summary>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        var (adjusted, least) = (new double[pValues.Count], 0.0);
        var order = Enumerable.Range(0, pValues.Count).OrderBy(index => pValues[index]).ToArray();
        for (var place = 0; place < order.Length; place++)
        {
            least = Math.Max(least, Math.Min(1, (order.Length - place) * pValues[order[place]]));
            adjusted[order[place]] = least;
        }

        return adjusted;
    }
}
