namespace EdgeAigc.Core.Placement;

/// <summary>Something in a problem that is wrong or cannot be met together with the rest.</summary>
/// <param name="Path">The field as in the problem file, such as <c>nodes[2].speed</c>.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record PlacementFault(string Path, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Message}";
}
