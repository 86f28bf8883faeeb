namespace EdgeAigc.Contracts.Coordination;

/// <summary>Decides once a frame which models are resident where. There is one in a cluster; the key is always 0.</summary>
[Alias("edgeaigc.ICoordinatorGrain"), GrainInterfaceType("edgeaigc.coordinator")]
public interface ICoordinatorGrain : IGrainWithIntegerKey
{
    /// <summary>Tells that a silo is there, and brings the Coordinator back to life where its own silo died. A node that is new, or has
    /// left, makes for an early frame.</summary>
    /// <param name="node">Name of the node.</param>
    /// <param name="incarnation">Differs after each start of the node.</param>
    [Alias("Heartbeat")]
    Task HeartbeatAsync(string node, string incarnation);

    /// <summary>Plans a frame now instead of at its time.</summary>
    /// <returns>Epoch of the plan, which is stored and on its way to the nodes.</returns>
    [Alias("RunFrame")]
    Task<long> RunFrameAsync(CancellationToken cancellationToken = default);

    /// <summary>What was planned, and from which demand.</summary>
    [Alias("GetStatus")]
    Task<CoordinatorStatus> GetStatusAsync();

    /// <summary>From the next frame on, which begins at once, the model is resident on the node.</summary>
    /// <returns>Null, or why it cannot be.</returns>
    [Alias("Pin")]
    Task<string?> PinAsync(ModelPin pin);

    /// <summary>Takes pins back.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="node">Name of the node; null for all.</param>
    /// <returns>How many pins there were.</returns>
    [Alias("Unpin")]
    Task<int> UnpinAsync(string model, string? node);
}
