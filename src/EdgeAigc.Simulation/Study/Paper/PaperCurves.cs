using System.Globalization;
using EdgeAigc.Simulation.Learned;

namespace EdgeAigc.Simulation.Study.Paper;

/// <summary>Reads the learning curves that trainings leave beside their weights.</summary>
internal static class PaperCurves
{
    private static readonly (string File, string Title, string Unit, string Measure)[] Stages =
    [
        ("slot-curve.csv", "Learning curves of stage two", "episode; the first ones act at random", "reward over equal shares"),
        ("frame-curve.csv", "Learning curves of stage one", "ten frames", "reward over no cache"),
    ];

    /// <summary>Curves of the study's methods on its scenarios, where every seed has one of the same length.</summary>
    public static IEnumerable<StudyCurves> Read(StudyFile study)
    {
        foreach (var scenario in study.Weights is null ? [] : study.Scenarios)
        {
            foreach (var (file, title, unit, measure) in Stages)
            {
                (string Policy, IReadOnlyList<double[]> Seeds)[] lines = [.. TrainedMethod.Names.Where(study.Policies.Contains)
                    .Select(method => (method, (IReadOnlyList<double[]>)[.. study.Seeds.Select(seed => Gains(Path.Combine(WeightFolders.Of(study.Weights!, scenario.Name, method, seed), file)))]))
                    .Where(line => line.Item2.All(curve => curve.Length > 0 && curve.Length == line.Item2[0].Length))];
                if (lines.Length > 0)
                    yield return new(scenario.Name, title, unit, measure, lines);
            }
        }
    }

    private static double[] Gains(string path) => File.Exists(path)
        ? [.. File.ReadLines(path).Skip(1).Select(line => double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture))]
        : [];
}
