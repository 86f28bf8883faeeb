namespace EdgeAigc.Grains.Placement;

/// <summary>Places a grain on the silo whose name is the grain's key, or nowhere.</summary>
[GenerateSerializer]
internal sealed class EdgeNodePlacement : PlacementStrategy
{
    public static readonly EdgeNodePlacement Instance = new();
}
