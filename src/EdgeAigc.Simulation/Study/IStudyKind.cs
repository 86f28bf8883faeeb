using System.Text.Json.Nodes;

namespace EdgeAigc.Simulation.Study;

/// <summary>A kind of scenario that studies can be made of: it turns settings into a run of a policy.</summary>
public interface IStudyKind
{
    /// <summary>Its name in study files.</summary>
    string Name { get; }

    /// <summary>What <see cref="StudyOutcome.CertifiedGap"/> is the gap of, as a part of a sentence.</summary>
    string GapMeaning { get; }

    /// <summary>All settings of a scenario: those of its preset, changed by its options.</summary>
    /// <exception cref="InvalidDataException">The preset or an option does not exist, or a value does not fit.</exception>
    JsonObject Settings(StudyFile study, StudyScenario scenario);

    /// <summary>The settings with another value of one of them. The given settings stay as they are.</summary>
    /// <exception cref="InvalidDataException">There is no such setting, or the value does not fit.</exception>
    JsonObject Change(JsonObject settings, string name, JsonNode value);

    /// <summary>What is swept under a name, with its unit.</summary>
    string Label(string sweep) => sweep;

    /// <summary>Why a policy cannot be compared; null if it can.</summary>
    string? Refusal(string policy);

    /// <summary>Makes a point ready to run.</summary>
    IStudyRun Open(StudyFile study, StudyPoint point);

    /// <summary>How long a run is, for the report.</summary>
    string Length(StudyFile study) => FormattableString.Invariant($"{study.Frames} frames each after {study.WarmUpFrames} in which policies may learn what is popular");

    /// <summary>Learning curves to be shown, if there are any.</summary>
    IEnumerable<StudyCurves> Curves(StudyFile study) => [];
}

/// <summary>A point of a study that is ready to run. May be used by several threads at once.</summary>
public interface IStudyRun
{
    /// <summary>Everything that the outcome depends on besides the code, so that a change is noticed.</summary>
    string Inputs(string policy, int seed);

    /// <summary>Runs a policy on the arrivals of a seed. The outcome is the same each time, but for the times in it.</summary>
    StudyOutcome Run(string policy, int seed, TimeProvider time);
}
