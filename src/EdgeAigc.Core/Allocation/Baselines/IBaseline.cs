using EdgeAigc.Core.Learned;

namespace EdgeAigc.Core.Allocation.Baselines;

/// <summary>A policy that decides without prices.</summary>
internal interface IBaseline
{
    string Policy { get; }

    /// <summary>What repairs its decisions; null where nothing must.</summary>
    FeasibilityShield? Shield => null;

    /// <summary>Decides.</summary>
    /// <param name="problem">The slot.</param>
    /// <param name="decisions">Takes the decisions; everybody is rejected so far.</param>
    /// <param name="limit">Time.</param>
    void Decide(SlotProblem problem, Decisions decisions, in TimeLimit limit);
}
