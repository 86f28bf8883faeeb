using EdgeAigc.Core.Learned;

namespace EdgeAigc.Simulation.PaperScenario;

/// <summary>Stage one: what is cached in a frame. Sees the frames of a trace in order, from the first.</summary>
public interface ICachePolicy
{
    /// <summary>A set that fits, for the frame that begins.</summary>
    ModelSet Decide(FrameObservation observation);
}
