using System.Collections.Immutable;
using EdgeAigc.Contracts.Coordination;

namespace EdgeAigc.Contracts.Nodes;

/// <summary>One node at one moment.</summary>
[GenerateSerializer, Immutable, Alias("edgeaigc.NodeStatus")]
public sealed record NodeStatus
{
    /// <summary>Name of the node.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>Whether the node answered. If not, only <see cref="Name"/> is known.</summary>
    [Id(1)] public bool Reachable { get; init; } = true;

    /// <summary>Device that runs its models.</summary>
    [Id(2)] public string Device { get; init; } = "";

    /// <summary>Requests waiting for the device.</summary>
    [Id(3)] public int QueuedRequests { get; init; }

    /// <summary>Denoising steps accepted and not yet made.</summary>
    [Id(4)] public long OutstandingSteps { get; init; }

    /// <summary>Models the node can serve.</summary>
    [Id(5)] public ImmutableArray<ModelDescription> Models { get; init; } = [];

    /// <summary>Model folders the node found and cannot serve.</summary>
    [Id(6)] public ImmutableArray<UnusableModel> UnusableModels { get; init; } = [];

    /// <summary>Models that are in memory.</summary>
    [Id(7)] public ImmutableArray<ResidentModelStatus> ResidentModels { get; init; } = [];

    /// <summary>Memory for models, in bytes.</summary>
    [Id(8)] public long ModelMemoryBytes { get; init; }

    /// <summary>Time that the device needs for all that is promised.</summary>
    [Id(9)] public TimeSpan PromisedWork { get; init; }

    /// <summary>Requests that wait for an offer.</summary>
    [Id(10)] public int WaitingBids { get; init; }

    /// <summary>Promises that were kept, those missed by less than a tenth included.</summary>
    [Id(11)] public long PromisesKept { get; init; }

    /// <summary>Promises that were missed by more than a tenth.</summary>
    [Id(12)] public long PromisesMissed { get; init; }

    /// <summary>Requests that were refused because they could not be kept or others made better use of the node.</summary>
    [Id(13)] public long Refused { get; init; }

    /// <summary>Models on their way into memory: those that requests wait for, and the one that the plan brings there just now.</summary>
    [Id(14)] public ImmutableArray<string> LoadingModels { get; init; } = [];

    /// <summary>Models in memory that the plan sends away.</summary>
    [Id(15)] public ImmutableArray<string> LeavingModels { get; init; } = [];

    /// <summary>Models that could not be loaded and are left alone for a while.</summary>
    [Id(16)] public ImmutableArray<FailedLoad> FailedLoads { get; init; } = [];

    /// <summary>Epoch of the plan that the node follows; 0 before the first.</summary>
    [Id(17)] public long PlanEpoch { get; init; }

    /// <summary>Models whose files are on the node's disk.</summary>
    [Id(18)] public ImmutableArray<string> DiskModels { get; init; } = [];

    /// <summary>Models whose files are on their way there.</summary>
    [Id(19)] public ImmutableArray<FetchingModel> FetchingModels { get; init; } = [];

    /// <summary>Disk for models, in bytes; 0 when nothing limits it.</summary>
    [Id(20)] public long DiskBytes { get; init; }
}
