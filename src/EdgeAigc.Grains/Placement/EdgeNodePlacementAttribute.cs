using Orleans.Placement;

namespace EdgeAigc.Grains.Placement;

/// <summary>Marks a grain class whose key names the silo it lives on.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class EdgeNodePlacementAttribute() : PlacementAttribute(EdgeNodePlacement.Instance);
