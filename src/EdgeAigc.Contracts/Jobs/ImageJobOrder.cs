using System.Collections.Immutable;
using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Contracts.Jobs;

/// <summary>What a job shall make.</summary>
[GenerateSerializer, Immutable, Alias("edgeaigc.ImageJobOrder")]
public sealed record ImageJobOrder
{
    /// <summary>The images, of which all succeed or none.</summary>
    [Id(0)] public required ImmutableArray<ImageJobRequest> Requests { get; init; }

    /// <summary>Who may ask for the job; null for anybody who knows its id.</summary>
    [Id(1)] public string? Owner { get; init; }

    /// <summary>What the submitter wants to be told again with the status.</summary>
    [Id(2)] public string Note { get; init; } = "";

    /// <summary>API key whose quota is charged with the work that was made, under the id of the first request; null for none.</summary>
    [Id(3)] public string? ChargedKey { get; init; }

    /// <summary>Whether another order asks for the same.</summary>
    public bool IsSameAs(ImageJobOrder other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Requests.SequenceEqual(other.Requests) && (Owner, Note) == (other.Owner, other.Note);
    }
}

/// <summary>One image of a job.</summary>
/// <param name="Id">Id of the request.</param>
/// <param name="Request">The request.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.ImageJobRequest")]
public sealed record ImageJobRequest([property: Id(0)] string Id, [property: Id(1)] GenerationRequest Request);
