using EdgeAigc.Core.Learned;

namespace EdgeAigc.Simulation.PaperScenario;

/// <summary>What is known when a frame begins.</summary>
/// <param name="SkewState">Popularity state of the frame: the published state holds it.</param>
/// <param name="LastFrame">Slots of the frame before, empty at the start.</param>
/// <param name="Cache">What is cached.</param>
public sealed record FrameObservation(int SkewState, IReadOnlyList<Slot> LastFrame, ModelSet Cache);
