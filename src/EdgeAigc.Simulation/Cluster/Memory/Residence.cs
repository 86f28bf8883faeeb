namespace EdgeAigc.Simulation.Cluster.Memory;

/// <summary>A model that occupies memory on a node: being loaded, or ready.</summary>
/// <param name="model">Place of the model in the scenario.</param>
internal sealed class Residence(int model)
{
    public int Model { get; } = model;

    /// <summary>Whether images can be made with it.</summary>
    public bool Ready { get; set; }
}
