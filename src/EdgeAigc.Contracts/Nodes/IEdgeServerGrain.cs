using EdgeAigc.Contracts.Calibration;
using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Negotiation;
using Orleans.Concurrency;

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

    /// <summary>Answers a bid together with the others of its slot, or at once when the node is idle or can never keep it.</summary>
    /// <param name="bid">The bid. Sent again, it changes nothing.</param>
    /// <param name="cancellationToken">Takes the bid back.</param>
    [Alias("Negotiate")]
    Task<BidReply> NegotiateAsync(GenerationBid bid, CancellationToken cancellationToken = default);

    /// <summary>Turns an offer down, or takes a bid back, so that it need not lapse first. Without effect on accepted ones.</summary>
    /// <param name="bid">Name of the bid.</param>
    [Alias("Decline"), OneWay]
    Task DeclineAsync(string bid);

    /// <summary>Accepts an offer, runs the request and tells its events; the last one is always sent. An offer that has lapsed ends
    /// with <see cref="FailureCodes.OfferLapsed"/>.</summary>
    /// <param name="bid">Name of the bid that got the offer.</param>
    /// <param name="request">The request of the bid, complete.</param>
    /// <param name="cancellationToken">Stops the work at the next denoising step; so does leaving the stream.</param>
    [Alias("Denoise")]
    IAsyncEnumerable<GenerationEvent> DenoiseAsync(string bid, GenerationRequest request, CancellationToken cancellationToken = default);

    /// <summary>Measures the curves of a model of this node and stores them beside it. Requests are served in between.</summary>
    /// <param name="request">Model and how to measure it.</param>
    /// <param name="cancellationToken">Stops before the next unit, without storing anything; so does leaving the stream.</param>
    [Alias("Calibrate")]
    IAsyncEnumerable<CalibrationEvent> CalibrateAsync(CalibrationRequest request, CancellationToken cancellationToken = default);

    /// <summary>Tells what happened since the last report.</summary>
    /// <param name="epoch">Epoch of the Coordinator that asks; an older one than the node has seen gets no report.</param>
    [Alias("Report")]
    Task<FrameReport> ReportAsync(long epoch);

    /// <summary>Takes a plan and begins to carry it out; what the plan before it had not done yet is dropped. Does not wait for the work.</summary>
    /// <param name="plan">The plan.</param>
    [Alias("ApplyPlan")]
    Task<PlanReply> ApplyPlanAsync(NodePlan plan);

    /// <summary>The plan with the highest epoch that the node has seen since it started, or null.</summary>
    [Alias("GetPlan")]
    Task<NodePlan?> GetPlanAsync();

    /// <summary>What stage two decided lately, and how busy the link is.</summary>
    [Alias("GetMarket")]
    Task<NodeMarket> GetMarketAsync();

    /// <summary>The measured curves of a model of this node; null without any.</summary>
    /// <param name="model">Name of the model.</param>
    [Alias("GetCurves")]
    Task<MeasuredModel?> GetCurvesAsync(string model);

    /// <summary>The contact sheet in the folder of a model of this node, a PNG file; null without one.</summary>
    /// <param name="model">Name of the model.</param>
    [Alias("GetSheet")]
    Task<byte[]?> GetSheetAsync(string model);

    /// <summary>What a model consists of, or null when the node does not have it on disk.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="cancellationToken">Takes the question back.</param>
    [Alias("FindModel")]
    Task<ModelFileList?> FindModelAsync(string model, CancellationToken cancellationToken = default);

    /// <summary>Reads a part of a model's file from the node's disk.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="path">Path of the file, as the list has it.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="count">Number of bytes, at most 1 MiB.</param>
    /// <param name="cancellationToken">Takes the question back.</param>
    /// <returns>The bytes; fewer where the file ends.</returns>
    [Alias("ReadModel")]
    Task<byte[]> ReadModelAsync(string model, string path, long offset, int count, CancellationToken cancellationToken = default);
}
