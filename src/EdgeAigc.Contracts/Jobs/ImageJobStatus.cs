using System.Collections.Immutable;
using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Contracts.Jobs;

/// <summary>A job as it stands.</summary>
[GenerateSerializer, Immutable, Alias("edgeaigc.ImageJobStatus")]
public sealed record ImageJobStatus
{
    /// <summary>How far it is.</summary>
    [Id(0)] public ImageJobState State { get; init; }

    /// <summary>Requests that wait on the node where fewest do, the job's own included; null when it does not wait.</summary>
    [Id(1)] public int? QueuePosition { get; init; }

    /// <summary>Part of the denoising steps that are done, from 0 to 1.</summary>
    [Id(2)] public double Progress { get; init; }

    /// <summary>When it was submitted.</summary>
    [Id(3)] public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended, or null.</summary>
    [Id(4)] public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Until when it is known at most, or null while it is under way.</summary>
    [Id(5)] public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Why it failed, or null.</summary>
    [Id(6)] public GenerationFailed? Failure { get; init; }

    /// <summary>Its images in order, once it is completed.</summary>
    [Id(7)] public ImmutableArray<ImageJobResult> Results { get; init; } = [];

    /// <summary>What the submitter wanted to be told.</summary>
    [Id(8)] public string Note { get; init; } = "";
}

/// <summary>One image of a job.</summary>
/// <param name="Id">Key of the <see cref="IImageResultGrain"/> that keeps it.</param>
/// <param name="Image">How it came about; without the file.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.ImageJobResult")]
public sealed record ImageJobResult([property: Id(0)] string Id, [property: Id(1)] GenerationCompleted Image);
