using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Contracts.Negotiation;

/// <summary>What a request asks of a node before it is given to it.</summary>
[GenerateSerializer, Immutable, Alias("edgeaigc.GenerationBid")]
public sealed record GenerationBid
{
    /// <summary>Name of the bid, one for each attempt of a request; the same bid sent again gets the same answer.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The request, with <see cref="GenerationRequest.Model"/> set, and without its picture to start from.</summary>
    [Id(1)] public required GenerationRequest Request { get; init; }

    /// <summary>Time that the request has spent already; its deadline counts from its first bid.</summary>
    [Id(2)] public TimeSpan Elapsed { get; init; }

    /// <summary>How long the node may keep the call for a request without a deadline that has to wait.</summary>
    [Id(3)] public TimeSpan Patience { get; init; }

    /// <summary>Part of the steps that is made where the request starts from a picture; 1 where it starts from noise.</summary>
    [Id(4)] public double StepsPart { get; init; } = 1;

    /// <summary>Whether all other nodes refused already, so that the node serves it even where a load hurts.</summary>
    [Id(5)] public bool IsLastResort { get; init; }
}
