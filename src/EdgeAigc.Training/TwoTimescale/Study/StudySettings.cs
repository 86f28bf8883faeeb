namespace EdgeAigc.Training.TwoTimescale.Study;

/// <summary>Size of the study.</summary>
internal sealed record StudySettings
{
    public required IReadOnlyList<string> Scenarios { get; init; }

    /// <summary>Seeds 1, 2, …; each has its own trainings and its own trace.</summary>
    public required int Seeds { get; init; }

    /// <summary>Counted frames of a trace.</summary>
    public required int Frames { get; init; }

    /// <summary>Frames before those, in which policies may learn what is popular.</summary>
    public int WarmUpFrames { get; init; } = 20;

    public required int Episodes { get; init; }

    public required int TrainingFrames { get; init; }

    /// <summary>Random slots at the start of a training.</summary>
    public int TrainingWarmUpSlots { get; init; } = new MethodSettings { Method = "" }.WarmUpSlots;

    /// <summary>Folder of the trainings.</summary>
    public required string Work { get; init; }
}
