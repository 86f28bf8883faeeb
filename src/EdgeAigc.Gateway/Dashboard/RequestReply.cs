using System.Text.Json.Serialization;
using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Gateway.Dashboard;

/// <summary>The requests that came by this node, the newest last.</summary>
/// <param name="Requests">The requests.</param>
internal sealed record RequestsReply(IReadOnlyList<RequestReply> Requests);

/// <summary>A request and what became of it, without what it asked for.</summary>
/// <param name="Number">Number since the node started; the same request has the same one.</param>
/// <param name="Id">The beginning of its id: enough to find it in the log, not enough to ask for its image.</param>
/// <param name="At">When it came.</param>
internal sealed record RequestReply(long Number, string Id, DateTimeOffset At)
{
    /// <summary>Still under way.</summary>
    public const string Running = "running";

    /// <summary>Whether it is an image of a job, for which nobody waits.</summary>
    public bool IsJob { get; init; }

    /// <summary>Name of its model; null until one is chosen.</summary>
    public string? Model { get; init; }

    /// <summary>Node that serves it; null before one does.</summary>
    public string? Node { get; init; }

    /// <summary>running, completed, or the code of its failure.</summary>
    public string Outcome { get; init; } = Running;

    /// <summary>Requests that wait on the node where fewest do, this one included; null when it does not wait.</summary>
    public int? QueuePosition { get; init; }

    /// <summary>Denoising steps that it gets; null before that is known.</summary>
    public int? Steps { get; init; }

    /// <summary>Denoising steps that are made.</summary>
    public int StepsDone { get; init; }

    /// <summary>Time in milliseconds that the node promised; null where it promised none.</summary>
    public double? PromisedMs { get; init; }

    /// <summary>Time in milliseconds that it took; null before its end.</summary>
    public double? ActualMs { get; init; }

    /// <summary>Estimated quality, from 0 to 1; null without a curve.</summary>
    public double? Quality { get; init; }

    /// <summary>When it reached each stage, in milliseconds from <see cref="At"/>, in order.</summary>
    public IReadOnlyList<StageReply> Stages { get; init; } = [];

    /// <summary>Where the time on its node went, in milliseconds; null before its end.</summary>
    public IReadOnlyList<StageReply>? Spent { get; init; }

    /// <summary>Offers that it received.</summary>
    public IReadOnlyList<OfferReply> Offers { get; init; } = [];
}

/// <summary>A stage of a request.</summary>
/// <param name="Name">Name.</param>
/// <param name="Ms">Time in milliseconds.</param>
internal sealed record StageReply(string Name, double Ms)
{
    /// <summary>Of a stage in which it waits: requests that wait, this one included.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? QueuePosition { get; init; }
}

/// <summary>An offer that a request received.</summary>
/// <param name="Node">Node that made it.</param>
/// <param name="Steps">Denoising steps.</param>
/// <param name="FinishMs">Promised time in milliseconds.</param>
/// <param name="Quality">Estimated quality, from 0 to 1.</param>
/// <param name="Utility">What it is worth to the request.</param>
/// <param name="Price">What its compute is worth to others.</param>
internal sealed record OfferReply(string Node, int Steps, double FinishMs, double Quality, double Utility, double Price)
{
    /// <summary>The offers of an acceptance.</summary>
    public static IReadOnlyList<OfferReply> Of(GenerationAccepted accepted) => [.. accepted.Offers.Select(offer => new OfferReply(
        offer.Node, offer.Promise.Steps, Math.Round(offer.Promise.Finish.TotalMilliseconds, 1), Math.Round(offer.Promise.Quality, 4),
        Math.Round(offer.Utility, 4), Math.Round(offer.Price, 5)))];
}
