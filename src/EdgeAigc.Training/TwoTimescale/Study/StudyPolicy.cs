using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.Learned;
using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Training.TwoTimescale.Study;

/// <summary>A policy of the study, ready to run on one trace.</summary>
/// <param name="Name">Its name in results.csv.</param>
/// <param name="Caching">Stage one.</param>
/// <param name="Allocation">Stage two.</param>
/// <param name="Trainings">Folders of the learned stages.</param>
internal sealed record StudyPolicy(string Name, ICachePolicy Caching, ISlotPolicy Allocation, IReadOnlyList<TrainedStage> Trainings)
{
    /// <summary>Decisions that the shield changed.</summary>
    public long Repairs => Allocation is LearnedSlotPolicy learned ? learned.Shield.Repairs : 0;
}

/// <summary>A stage that was learned.</summary>
/// <param name="Summary">What its training took.</param>
/// <param name="File">Its weights.</param>
/// <param name="IsSlots">Whether it is stage two.</param>
internal sealed record TrainedStage(TrainingSummary Summary, string File, bool IsSlots)
{
    public double Seconds => IsSlots ? Summary.SlotSeconds : Summary.FrameSeconds;

    public PolicyWeights Load() => PolicyWeights.Load(File);
}
