using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.UnitTests.Simulation;

/// <summary>Small scenarios and random slots.</summary>
internal static class Scenarios
{
    /// <summary>Three users and models, few steps, so that everything can be enumerated.</summary>
    public static Scenario Tiny(int modelSeed = 7, double switchCost = 0) => new(new()
    {
        Users = 3,
        ModelGigabytes = [3, 2, 4],
        CacheGigabytes = 6,
        StepBudget = 12,
        SlotsPerFrame = 2,
        ModelSeed = modelSeed,
        FlatUntilSteps = 3,
        FlatFromSteps = 8,
        StepSeconds = 2,
        MinPayloadMegabits = 1,
        MaxPayloadMegabits = 100,
        SwitchCostPerGigabyte = switchCost,
    });

    public static Slot RandomSlot(Scenario scenario, int seed) => TraceGenerator.Frames(scenario, seed, 1)[0].Slots[0];

    public static double Evaluate(Scenario scenario, ISlotPolicy policy, Slot slot, ModelSet cache)
    {
        var (steps, shares) = (new int[scenario.Options.Users], new double[scenario.Options.Users]);
        policy.Decide(slot, cache, steps, shares);
        return new SlotOutcome(scenario).Evaluate(slot, cache, steps, shares);
    }
}
