using EdgeAigc.Core.Allocation;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAigc.UnitTests.Allocation;

/// <summary>Runs a policy once.</summary>
internal static class Allocate
{
    public static SlotAllocation With(string policy, SlotProblem problem, int seed = 1) =>
        SlotAllocators.Create(policy, new() { Seed = seed, Generations = 10 }, new FakeTimeProvider()).Allocate(problem);

    public static SlotAllocation Market(SlotProblem problem) => With(SlotAllocatorNames.Market, problem);
}
