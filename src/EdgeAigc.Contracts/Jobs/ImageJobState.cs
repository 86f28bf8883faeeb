namespace EdgeAigc.Contracts.Jobs;

/// <summary>How far a job is. Wire contract: add members, never renumber them.</summary>
[GenerateSerializer, Alias("edgeaigc.ImageJobState")]
public enum ImageJobState
{
    /// <summary>No node has begun with it.</summary>
    Queued = 0,

    /// <summary>At least one of its images was taken by a node.</summary>
    InProgress = 1,

    /// <summary>All images are there.</summary>
    Completed = 2,

    /// <summary>It ended without images.</summary>
    Failed = 3,

    /// <summary>Its owner cancelled it.</summary>
    Cancelled = 4,
}
