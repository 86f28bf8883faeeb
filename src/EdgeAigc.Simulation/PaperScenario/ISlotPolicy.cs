using EdgeAigc.Core.Learned;

namespace EdgeAigc.Simulation.PaperScenario;

/// <summary>Stage two: steps and bandwidth in a slot.</summary>
public interface ISlotPolicy
{
    /// <summary>Decides for all users together.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="cache">What is cached.</param>
    /// <param name="steps">Receives the steps of each user whose model is cached and 0 for the others; their sum is within the budget.</param>
    /// <param name="shares">Receives the share of the bandwidth for each user, at least the least share; their sum is at most 1.</param>
    void Decide(Slot slot, ModelSet cache, Span<int> steps, Span<double> shares);
}
