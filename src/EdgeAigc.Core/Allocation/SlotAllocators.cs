using EdgeAigc.Core.Allocation.Baselines;
using EdgeAigc.Core.Allocation.Market;
using EdgeAigc.Core.Learned;

namespace EdgeAigc.Core.Allocation;

/// <summary>Makes the policies by name.</summary>
public static class SlotAllocators
{
    /// <summary>A new policy.</summary>
    /// <param name="name">One of <see cref="SlotAllocatorNames"/>.</param>
    /// <param name="options">Settings; the policy reads them once.</param>
    /// <param name="time">Clock for the time budget and the reported time.</param>
    /// <exception cref="ArgumentException">There is no policy of that name.</exception>
    /// <exception cref="InvalidDataException">The weights of a learned policy cannot be had, or are no weights of stage two.</exception>
    public static ISlotAllocator Create(string name, SlotAllocatorOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        return name switch
        {
            SlotAllocatorNames.Market => new MarketAllocator(time),
            SlotAllocatorNames.Equal => new BaselineAllocator(new EqualShares(), time),
            SlotAllocatorNames.Fixed => new BaselineAllocator(new FixedSteps(options.FixedSteps), time),
            SlotAllocatorNames.EarliestDeadline => new BaselineAllocator(new EarliestDeadlineFirst(), time),
            SlotAllocatorNames.Genetic => new BaselineAllocator(new GeneticSearch(options), time),
            SlotAllocatorNames.Learned => new BaselineAllocator(new LearnedSteps(new SlotActors(PolicyWeights.Open(options.Weights)), options.Seed), time),
            _ => throw new ArgumentException($"There is no policy '{name}'; there are {string.Join(", ", SlotAllocatorNames.All)} and {SlotAllocatorNames.Learned}.", nameof(name)),
        };
    }
}
