using System.Text.Json.Serialization;

namespace EdgeAigc.Gateway.Models;

/// <summary>A model.</summary>
/// <param name="Id">Name, by which requests ask for it.</param>
/// <param name="Account">What the cluster knows of it.</param>
internal sealed record ModelReply(string Id, [property: JsonPropertyName("edgeaigc")] ModelAccount Account)
{
    /// <summary>Always model.</summary>
    public string Object { get; } = "model";

    /// <summary>Always 0: when a model was made is not known.</summary>
    public long Created { get; }

    /// <summary>Always edgeaigc.</summary>
    public string OwnedBy { get; } = "edgeaigc";
}

/// <summary>What the cluster knows of a model.</summary>
/// <param name="Width">Default width in pixels.</param>
/// <param name="Height">Default height in pixels.</param>
/// <param name="DefaultSteps">Denoising steps of its authors' choice.</param>
/// <param name="MaxSteps">Most denoising steps a request may ask for.</param>
/// <param name="DefaultGuidance">Guidance scale when a request names none.</param>
/// <param name="WeightBytes">Size of its weights on disk, in bytes.</param>
/// <param name="Nodes">Nodes that can serve it.</param>
/// <param name="ResidentOn">Those of them that have it in memory.</param>
internal sealed record ModelAccount(
    int Width,
    int Height,
    int DefaultSteps,
    int MaxSteps,
    double DefaultGuidance,
    long WeightBytes,
    IReadOnlyList<string> Nodes,
    IReadOnlyList<string> ResidentOn);

/// <summary>All models.</summary>
/// <param name="Data">The models by name.</param>
internal sealed record ModelListReply(IReadOnlyList<ModelReply> Data)
{
    /// <summary>Always list.</summary>
    public string Object { get; } = "list";
}
