using EdgeAigc.Contracts.Calibration;
using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Contracts.Nodes;

/// <summary>
/// One edge node; the key is the node's name. It lives on that node's silo and nowhere else: a call to a node that is
/// not in the cluster throws <see cref="EdgeNodeUnavailableException"/>.
/// </summary>
[Alias("edgeaigc.IEdgeServerGrain"), GrainInterfaceType("edgeaigc.edge-server")]
public interface IEdgeServerGrain : IGrainWithStringKey
{
    /// <summary>What the node has and how busy it is.</summary>
    [Alias("GetStatus")]
    Task<NodeStatus> GetStatusAsync(CancellationToken cancellationToken = default);

    /// <summary>Runs one request on this node and tells its events; the last one is always sent.</summary>
    /// <param name="request">The request, with <see cref="GenerationRequest.Model"/> set.</param>
    /// <param name="cancellationToken">Stops the work at the next denoising step; so does leaving the stream.</param>
    [Alias("Denoise")]
    IAsyncEnumerable<GenerationEvent> DenoiseAsync(GenerationRequest request, CancellationToken cancellationToken = default);

    /// <summary>Measures the curves of a model of this node and stores them beside it. Requests are served in between.</summary>
    /// <param name="request">Model and how to measure it.</param>
    /// <param name="cancellationToken">Stops before the next unit, without storing anything; so does leaving the stream.</param>
    [Alias("Calibrate")]
    IAsyncEnumerable<CalibrationEvent> CalibrateAsync(CalibrationRequest request, CancellationToken cancellationToken = default);
}
