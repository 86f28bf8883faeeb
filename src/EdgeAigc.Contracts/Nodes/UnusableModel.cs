namespace EdgeAigc.Contracts.Nodes;

/// <summary>A model folder that cannot be served.</summary>
/// <param name="File">File at fault.</param>
/// <param name="Message">What is wrong with it and the way out.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.UnusableModel")]
public sealed record UnusableModel([property: Id(0)] string File, [property: Id(1)] string Message);
