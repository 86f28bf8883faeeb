using System.Diagnostics.CodeAnalysis;

namespace EdgeAigc.Core.Placement;

/// <summary>A plan, or the constraints that stand against any plan.</summary>
public sealed class PlacementOutcome
{
    private PlacementOutcome(PlacementPlan? plan, IReadOnlyList<PlacementFault> faults) => (Plan, Faults) = (plan, faults);

    /// <summary>The plan; null when there are faults.</summary>
    public PlacementPlan? Plan { get; }

    /// <summary>Wrong fields, or constraints that cannot be met; empty when there is a plan.</summary>
    public IReadOnlyList<PlacementFault> Faults { get; }

    /// <summary>Whether there is a plan.</summary>
    [MemberNotNullWhen(true, nameof(Plan))]
    public bool Planned => Plan is not null;

    internal static PlacementOutcome Of(PlacementPlan plan) => new(plan, []);

    internal static PlacementOutcome Of(IReadOnlyList<PlacementFault> faults) => new(null, faults);
}
