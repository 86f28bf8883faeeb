using EdgeAigc.Simulation.Nodes;

namespace EdgeAigc.Simulation.Cluster.Memory;

/// <summary>A model that occupies memory on a node: being loaded, or ready.</summary>
/// <param name="model">Place of the model in the scenario.</param>
internal sealed class Residence(int model)
{
    public int Model { get; } = model;

    /// <summary>Whether images can be made with it.</summary>
    public bool Ready { get; set; }

    /// <summary>Bids and images that need it. While there are any it stays.</summary>
    public int Claims { get; set; }

    /// <summary>A plan wants it to leave as soon as nobody needs it.</summary>
    public bool Leaving { get; set; }

    /// <summary>Images that wait for it to be loaded.</summary>
    public List<SimulatedJob> Waiting { get; } = [];
}
