namespace EdgeAigc.Core.Allocation.Market;

/// <summary>
/// The increasing part of the upper concave envelope of value over compute seconds. Whatever compute costs, the best level of a
/// request whose deadline does not bite is one of its vertices. Andrew's monotone chain, linear because levels ascend.
/// </summary>
internal static class UpperEnvelope
{
    /// <summary>Finds the vertices.</summary>
    /// <param name="levels">Levels by ascending seconds.</param>
    /// <param name="vertices">Takes the vertices; as long as the levels.</param>
    /// <returns>How many there are.</returns>
    public static int Build(ReadOnlySpan<StepLevel> levels, Span<StepLevel> vertices)
    {
        var count = 0;
        foreach (ref readonly var level in levels)
        {
            if (count > 0 && level.Value <= vertices[count - 1].Value)
                continue;
            while (count > 0 && IsCovered(vertices[..count], level))
                count--;
            if (count > 0)
                vertices[count - 1].SlopeToNext = Slope(vertices[count - 1], level);
            vertices[count] = level;
            vertices[count++].SlopeToNext = double.NegativeInfinity;
        }

        return count;
    }

    /// <summary>Whether the last vertex lies on or below the line from the one before it to the level.</summary>
    private static bool IsCovered(ReadOnlySpan<StepLevel> vertices, in StepLevel level) =>
        level.Seconds <= vertices[^1].Seconds || (vertices.Length > 1 && vertices[^2].SlopeToNext <= Slope(vertices[^1], level));

    private static double Slope(in StepLevel from, in StepLevel to) => (to.Value - from.Value) / (to.Seconds - from.Seconds);
}
