namespace EdgeAigc.Gateway.Dashboard;

/// <summary>The models of the cluster.</summary>
/// <param name="Models">The models by name.</param>
internal sealed record ModelCardsReply(IReadOnlyList<ModelCardReply> Models);

/// <summary>A model.</summary>
/// <param name="Name">Name, by which requests ask for it.</param>
/// <param name="Pipeline">Pipeline class, by its diffusers name.</param>
/// <param name="Scheduler">Scheduler class, by its diffusers name.</param>
/// <param name="Width">Default width in pixels.</param>
/// <param name="Height">Default height in pixels.</param>
/// <param name="DefaultSteps">Denoising steps of its authors' choice.</param>
/// <param name="MaxSteps">Most denoising steps a request may ask for.</param>
/// <param name="DefaultGuidance">Guidance scale when a request names none.</param>
/// <param name="WeightBytes">Size of its weights on disk, in bytes.</param>
/// <param name="Nodes">Nodes that can serve it.</param>
/// <param name="ResidentOn">Those of them that have it in memory.</param>
/// <param name="Curves">Its measured curves; null without any.</param>
internal sealed record ModelCardReply(
    string Name,
    string Pipeline,
    string Scheduler,
    int Width,
    int Height,
    int DefaultSteps,
    int MaxSteps,
    double DefaultGuidance,
    long WeightBytes,
    IReadOnlyList<string> Nodes,
    IReadOnlyList<string> ResidentOn,
    CurvesReply? Curves);

/// <summary>Measured curves of a model.</summary>
/// <param name="Node">Node in whose folder they are.</param>
/// <param name="Device">Device that they were measured on.</param>
/// <param name="MeasuredAt">When.</param>
/// <param name="ResidentBytes">Device memory of the resident model, in bytes.</param>
/// <param name="SecondsPerImage">a of the time a·X + b of one denoising step on X images, in seconds.</param>
/// <param name="SecondsPerStep">b of it, in seconds.</param>
/// <param name="FixedSeconds">Time per image besides its steps, in seconds.</param>
/// <param name="LargestBatch">Largest batch that was measured, in images.</param>
/// <param name="Levels">Quality of each level, ascending.</param>
internal sealed record CurvesReply(
    string Node,
    string Device,
    DateTimeOffset MeasuredAt,
    long ResidentBytes,
    double SecondsPerImage,
    double SecondsPerStep,
    double FixedSeconds,
    int LargestBatch,
    IReadOnlyList<LevelReply> Levels);

/// <summary>What one number of denoising steps gives.</summary>
/// <param name="Steps">Denoising steps.</param>
/// <param name="Quality">Estimated quality, from 0 to 1.</param>
/// <param name="Ssim">Mean structural similarity to the reference pictures.</param>
internal sealed record LevelReply(int Steps, double Quality, double Ssim);
