using EdgeAigc.Simulation.Study;
using EdgeAigc.Simulation.Study.Paper;

namespace EdgeAigc.UnitTests.Study;

/// <summary>Studies that run in a moment.</summary>
internal static class TinyStudies
{
    public static PaperKind Kind { get; } = new();

    public static string Text(string sweeps = "users: [2, 3], bandwidth: [0.5]", string seeds = "[1, 2]", string frames = "3", string more = "") =>
        $$"""
        title: A tiny study
        scenarios:
          - name: tiny
            preset: paper
            options: { users: 3, modelGigabytes: [3, 2, 4], cacheGigabytes: 6, stepBudget: 300, slotsPerFrame: 2 }
            sweeps: { {{sweeps}} }
        policies: [oracle, market, rcars, lru, gdsf+exact]
        seeds: {{seeds}}
        frames: {{frames}}
        warmUpFrames: 1
        {{more}}
        """;

    public static StudyFile Parse(string text, string path = "study.yaml") => StudyFileReader.Parse(text, path, [Kind]);
}
