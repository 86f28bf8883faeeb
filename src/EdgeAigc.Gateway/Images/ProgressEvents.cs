using EdgeAigc.Contracts.Generation;
using EdgeAigc.Gateway.Dashboard;

namespace EdgeAigc.Gateway.Images;

/// <summary>Server-sent event, where progress was asked for: the request waits for a node.</summary>
/// <param name="Waiting">Requests that wait, this one included.</param>
internal sealed record QueuedEvent(int Waiting)
{
    public const string Name = "edgeaigc.queued";

    /// <summary>Name of the event.</summary>
    public string Type { get; } = Name;
}

/// <summary>Server-sent event, where progress was asked for: a node took the request.</summary>
/// <param name="Model">Model that serves it.</param>
/// <param name="Node">Node that serves it.</param>
/// <param name="Steps">Denoising steps promised at least; null without a promise.</param>
/// <param name="PromisedMs">Time in milliseconds that was promised; null without a promise.</param>
/// <param name="Quality">Estimated quality of these steps, from 0 to 1; null without a promise.</param>
/// <param name="Offers">The offers that there were to choose from, the best first.</param>
internal sealed record AcceptedEvent(
    string Model, string Node, int? Steps, double? PromisedMs, double? Quality, IReadOnlyList<OfferReply> Offers)
{
    public const string Name = "edgeaigc.accepted";

    /// <summary>Name of the event.</summary>
    public string Type { get; } = Name;

    /// <summary>The event of an acceptance.</summary>
    public static AcceptedEvent Of(GenerationAccepted accepted) => new(
        accepted.Model,
        accepted.Node,
        accepted.Promise?.Steps,
        accepted.Promise is { } promise ? Math.Round(promise.Finish.TotalMilliseconds, 1) : null,
        accepted.Promise is { } estimate ? Math.Round(estimate.Quality, 4) : null,
        OfferReply.Of(accepted));
}

/// <summary>Server-sent event, where progress was asked for: the node loads the model.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Node">Name of the node.</param>
/// <param name="ExpectedMs">Expected time in milliseconds; null where nothing is known.</param>
internal sealed record LoadingEvent(string Model, string Node, double? ExpectedMs)
{
    public const string Name = "edgeaigc.loading";

    /// <summary>Name of the event.</summary>
    public string Type { get; } = Name;
}

/// <summary>Server-sent event, where progress was asked for: a denoising step is made.</summary>
/// <param name="Step">Steps made.</param>
/// <param name="Steps">Steps in all.</param>
internal sealed record StepEvent(int Step, int Steps)
{
    public const string Name = "edgeaigc.step";

    /// <summary>Name of the event.</summary>
    public string Type { get; } = Name;
}
