namespace EdgeAigc.Core.Placement;

/// <summary>What a node holds in the coming frame and how it gets there. Models are in the order of the problem.</summary>
/// <param name="Node">Name of the node.</param>
/// <param name="Resident">Models in device memory.</param>
/// <param name="Load">Those of them that are not resident yet.</param>
/// <param name="Unload">Models that are resident now and leave device memory.</param>
/// <param name="OnDisk">Models whose files stay or come to the disk; resident ones are among them.</param>
public sealed record NodePlacement(
    string Node, IReadOnlyList<string> Resident, IReadOnlyList<ModelLoad> Load, IReadOnlyList<string> Unload, IReadOnlyList<string> OnDisk);
