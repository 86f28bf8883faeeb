using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Simulation.Learned;

/// <summary>The scenario's frames as stage one is told of them.</summary>
public sealed class FrameFeatures
{
    private readonly double[] _requests;

    /// <summary>A state that has seen nothing.</summary>
    public FrameFeatures(Scenario scenario, bool perModel)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        State = new(ScenarioTraits.Trained(scenario).CacheModels, scenario.Options.ZipfSkews.Length, perModel);
        _requests = new double[scenario.Models.Count];
    }

    /// <summary>What was seen.</summary>
    public CacheFeatures State { get; }

    /// <summary>Numbers of one model where the state is per model.</summary>
    public int PerModel => State.PerModel;

    /// <summary>Length of the state.</summary>
    public int Size => State.Size;

    /// <summary>Takes in the last frame.</summary>
    public void Count(FrameObservation observation)
    {
        ArgumentNullException.ThrowIfNull(observation);
        if (observation.LastFrame.Count == 0)
            return;
        Array.Clear(_requests);
        foreach (var model in observation.LastFrame.SelectMany(slot => slot.Models))
            _requests[model]++;
        State.Count(_requests);
    }

    /// <summary>Takes in the last frame and writes the state.</summary>
    public void Write(FrameObservation observation, Span<float> state)
    {
        Count(observation);
        State.Write(observation.SkewState, observation.Cache, state);
    }
}
