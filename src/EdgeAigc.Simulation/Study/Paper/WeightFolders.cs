namespace EdgeAigc.Simulation.Study.Paper;

/// <summary>Where trainings lie.</summary>
public static class WeightFolders
{
    /// <summary>Folder of a training.</summary>
    /// <param name="weights">Folder of all trainings.</param>
    /// <param name="point">The scenario, or <see cref="StudyPoint.Id"/>.</param>
    /// <param name="method">The method.</param>
    /// <param name="seed">Its seed.</param>
    public static string Of(string weights, string point, string method, int seed) => Path.Combine(weights, FormattableString.Invariant($"{point}-{method}-{seed}"));
}
