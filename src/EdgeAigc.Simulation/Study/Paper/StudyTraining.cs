using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Simulation.Study.Paper;

/// <summary>A training that a study asks for.</summary>
/// <param name="Point">Where it is trained.</param>
/// <param name="Method">The method.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Folder">Where the study looks for its weights.</param>
public sealed record StudyTraining(StudyPoint Point, string Method, int Seed, string Folder)
{
    /// <summary>
    /// The trainings of a study's learned policies: on every scenario, and at every point whose users, models or cache sets are so many
    /// that weights of the scenario do not have its shape. Elsewhere the study runs the weights of the scenario.
    /// </summary>
    /// <exception cref="StudyFileException">The study names no folder for weights.</exception>
    public static IReadOnlyList<StudyTraining> Of(StudyFile study, IReadOnlyList<StudyPoint> points)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(points);
        string[] methods = [.. study.Policies.Select(PaperPolicies.Trained).SelectMany(stages => (string?[])[stages.Caching, stages.Allocation]).OfType<string>().Distinct()];
        if (methods.Length == 0)
            return [];
        var weights = study.Weights ?? throw new StudyFileException($"weights: is missing; name the folder for the weights of {string.Join(", ", methods)}.");
        var shapes = points.Where(point => point.IsBase).ToDictionary(point => point.Scenario.Name, Shape, StringComparer.Ordinal);
        return [.. from point in points
                   where point.IsBase || Shape(point) != shapes[point.Scenario.Name]
                   from seed in study.Seeds
                   from method in methods
                   select new StudyTraining(point, method, seed, WeightFolders.Of(weights, point.Id, method, seed))];
    }

    private static (int Users, int Models, int Skews, int Sets) Shape(StudyPoint point)
    {
        var scenario = new Scenario(PaperKind.Options(point));
        return (scenario.Options.Users, scenario.Models.Count, scenario.Options.ZipfSkews.Length, scenario.MaximalSets.Count);
    }
}
