using System.Collections.Immutable;

namespace EdgeAigc.Contracts.Generation;

/// <summary>The image and how it came about.</summary>
[GenerateSerializer, Immutable, Alias("edgeaigc.GenerationCompleted")]
public sealed record GenerationCompleted : GenerationEvent
{
    /// <inheritdoc/>
    public override bool IsLast => true;

    /// <summary>The encoded image; empty in the stream of a grain, where it came as <see cref="ImagePart"/> events before. Shared, not
    /// copied, inside a silo: never write to it.</summary>
    [Id(0)] public required byte[] Image { get; init; }

    /// <summary>Media type of <see cref="Image"/>, such as <c>image/png</c>.</summary>
    [Id(1)] public required string ContentType { get; init; }

    /// <summary>Model that made it.</summary>
    [Id(2)] public required string Model { get; init; }

    /// <summary>Node that made it.</summary>
    [Id(3)] public required string Node { get; init; }

    /// <summary>Device that made it.</summary>
    [Id(4)] public required string Device { get; init; }

    /// <summary>Scheduler class, by its diffusers name.</summary>
    [Id(5)] public required string Scheduler { get; init; }

    /// <summary>Denoising steps made.</summary>
    [Id(6)] public required int Steps { get; init; }

    /// <summary>Seed of the initial noise.</summary>
    [Id(7)] public required long Seed { get; init; }

    /// <summary>Guidance scale used.</summary>
    [Id(8)] public required double Guidance { get; init; }

    /// <summary>Width in pixels, as delivered.</summary>
    [Id(9)] public required int Width { get; init; }

    /// <summary>Height in pixels, as delivered.</summary>
    [Id(10)] public required int Height { get; init; }

    /// <summary>Where the time on the node went.</summary>
    [Id(11)] public required GenerationTimings Timings { get; init; }

    /// <summary>What the caller should know although the request succeeded, such as a prompt that was cut off.</summary>
    [Id(12)] public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>Whether the model's safety checker flagged the image, which is then black; a warning says so too.</summary>
    [Id(13)] public bool Flagged { get; init; }

    /// <summary>What the node had promised.</summary>
    [Id(14)] public GenerationPromise? Promise { get; init; }

    /// <summary>Estimated quality with the steps that were made, from 0 to 1, by the model's measured curve; null without one.</summary>
    [Id(15)] public double? QualityEstimate { get; init; }

    /// <summary>Time from the bid until the image had left the node, to compare with the promise.</summary>
    [Id(16)] public TimeSpan Finish { get; init; }
}
