using EdgeAigc.Core.Learned;

namespace EdgeAigc.Core.Allocation;

/// <summary>A policy of stage two. It may keep its working memory between calls, so an instance is not for several threads at once.</summary>
public interface ISlotAllocator
{
    /// <summary>Its name, one of <see cref="SlotAllocatorNames"/>.</summary>
    string Policy { get; }

    /// <summary>What repairs the decisions of a learned policy, and counts them; null for a policy that needs none.</summary>
    FeasibilityShield? Shield => null;

    /// <summary>Decides on all requests of a slot together. Never exceeds a budget and keeps the deadline of every request it accepts.</summary>
    /// <param name="problem">The slot.</param>
    /// <param name="timeBudget">Time after which it stops with the best it has; null lets it finish. Only with null is the answer the
    /// same on every machine.</param>
    SlotAllocation Allocate(SlotProblem problem, TimeSpan? timeBudget = null);
}
