using System.Text.Json.Nodes;

namespace EdgeAigc.Simulation.Study;

/// <summary>What is to be compared, as a file says it.</summary>
public sealed record StudyFile
{
    /// <summary>Heading of the report.</summary>
    public required string Title { get; init; }

    /// <summary>Name of the <see cref="IStudyKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Where the policies are compared.</summary>
    public required IReadOnlyList<StudyScenario> Scenarios { get; init; }

    /// <summary>The policies, in the order of the tables.</summary>
    public required IReadOnlyList<string> Policies { get; init; }

    /// <summary>The policy that all others are tested against.</summary>
    public required string Reference { get; init; }

    /// <summary>Seeds; each has its own arrivals, the same for all policies.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>Frames that count.</summary>
    public required int Frames { get; init; }

    /// <summary>Frames before those, in which policies may learn what is popular.</summary>
    public required int WarmUpFrames { get; init; }

    /// <summary>Whether all combinations of the swept values are run, not one sweep at a time.</summary>
    public required bool Grid { get; init; }

    /// <summary>Folder of the trained weights, or null.</summary>
    public string? Weights { get; init; }

    /// <summary>Folder that relative paths in the file are relative to.</summary>
    public required string Folder { get; init; }
}

/// <summary>A scenario of a study.</summary>
/// <param name="Name">Its name in results.csv.</param>
/// <param name="Preset">What it starts from.</param>
/// <param name="Options">What differs from the preset.</param>
/// <param name="Sweeps">What is varied.</param>
public sealed record StudyScenario(string Name, string Preset, JsonObject Options, IReadOnlyList<StudySweep> Sweeps);

/// <summary>Values that a setting takes in turn.</summary>
/// <param name="Name">The setting.</param>
/// <param name="Values">The values.</param>
public sealed record StudySweep(string Name, IReadOnlyList<JsonNode> Values);
