namespace EdgeAigc.Core.Placement;

/// <summary>Decides stage one: which models are resident where in the coming frame, and who serves what.</summary>
public interface IPlacementPolicy
{
    /// <summary>Name by which configuration and commands choose the policy.</summary>
    string Name { get; }

    /// <summary>Plans one frame. The same problem, options and time to work give the same plan.</summary>
    /// <param name="problem">The frame.</param>
    /// <param name="options">Limits.</param>
    /// <returns>A plan that keeps every constraint, or the fields and constraints that are at fault.</returns>
    PlacementOutcome Plan(PlacementProblem problem, PlacementOptions options);
}
