namespace EdgeAigc.Contracts.Nodes;

/// <summary>A model that a node can serve.</summary>
/// <param name="Name">Name, by which requests ask for it.</param>
/// <param name="PipelineClass">Pipeline class, by its diffusers name.</param>
/// <param name="SchedulerClass">Scheduler class, by its diffusers name.</param>
/// <param name="Width">Default width in pixels.</param>
/// <param name="Height">Default height in pixels.</param>
/// <param name="DefaultSteps">Denoising steps when a request names none.</param>
/// <param name="MaxSteps">Most denoising steps a request may ask for.</param>
/// <param name="DefaultGuidance">Guidance scale when a request names none.</param>
/// <param name="WeightBytes">Size of its weights on disk, in bytes.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.ModelDescription")]
public sealed record ModelDescription(
    [property: Id(0)] string Name,
    [property: Id(1)] string PipelineClass,
    [property: Id(2)] string SchedulerClass,
    [property: Id(3)] int Width,
    [property: Id(4)] int Height,
    [property: Id(5)] int DefaultSteps,
    [property: Id(6)] int MaxSteps,
    [property: Id(7)] double DefaultGuidance,
    [property: Id(8)] long WeightBytes)
{
    /// <summary>Time that the node is expected to need to bring the model into memory when it is not there.</summary>
    [Id(9)] public TimeSpan ExpectedLoad { get; init; }

    /// <summary>Time that its device is expected to need for one request of default steps and size.</summary>
    [Id(10)] public TimeSpan ExpectedService { get; init; }
}
