using EdgeAigc.Core.Residency;

namespace EdgeAigc.UnitTests.Residency;

public sealed class ResidencyStepsTests
{
    private static readonly HashSet<string> None = [];

    [Fact]
    public void Next_RoomIsFree_LoadsTheMostWantedFirst() =>
        Assert.Equal(new(ResidencyAction.Load, "b"), ResidencySteps.Next(10, [new("a", 4)], [new("b", 3), new("c", 3)], None));

    [Fact]
    public void Next_NoRoom_UnloadsTheSmallestThatIsEnough() =>
        Assert.Equal(new(ResidencyAction.Unload, "b"), ResidencySteps.Next(10, [new("a", 2), new("b", 3), new("c", 5)], [new("d", 3)], None));

    [Fact]
    public void Next_ModelOfNoPlanInNobodysWay_Stays() =>
        Assert.Equal(new(ResidencyAction.Done), ResidencySteps.Next(10, [new("a", 2), new("b", 3)], [new("b", 3)], None));

    [Fact]
    public void Next_OnlyAHeldModelCouldMakeRoom_Waits() =>
        Assert.Equal(new(ResidencyAction.Wait), ResidencySteps.Next(4, [new("a", 2), new("b", 2)], [new("c", 2), new("b", 2)], new HashSet<string> { "a" }));

    [Fact]
    public void Next_ModelIsLargerThanTheMemory_IsDoneWithout() =>
        Assert.Equal(new(ResidencyAction.Done), ResidencySteps.Next(4, [new("a", 2)], [new("c", 5)], None));

    [Fact]
    public void Next_RandomPlansAndFailures_MemoryIsNeverExceededAndThePlanIsReached()
    {
        var random = new Random(20);
        for (var run = 0; run < 2000; run++)
        {
            var sizes = Enumerable.Range(0, 8).Select(index => new ModelSize($"m{index}", random.Next(1, 60))).ToList();
            var resident = Fitting(sizes, random);
            var wanted = Fitting(sizes, random);
            var held = resident.Where(_ => random.Next(4) == 0).Select(model => model.Model).ToHashSet();
            var kept = resident.Where(model => held.Contains(model.Model)).ToList();
            for (var step = ResidencySteps.Next(100, resident, wanted, held); step.Action != ResidencyAction.Done; step = ResidencySteps.Next(100, resident, wanted, held))
            {
                if (step.Action == ResidencyAction.Wait)
                {
                    Assert.All(kept, model => Assert.Contains(model, resident));
                    Assert.NotEmpty(held);
                    held.Clear();
                }
                else if (step.Action == ResidencyAction.Unload)
                {
                    Assert.DoesNotContain(step.Model!, held);
                    Assert.DoesNotContain(step.Model, wanted.Select(model => model.Model));
                    Assert.Equal(1, resident.RemoveAll(model => model.Model == step.Model));
                }
                else if (random.Next(5) == 0)
                {
                    // A load that failed is not wanted any more.
                    wanted.RemoveAll(model => model.Model == step.Model);
                }
                else
                {
                    resident.Add(sizes.Single(model => model.Model == step.Model));
                    Assert.True(resident.Sum(model => model.Bytes) <= 100);
                }
            }

            Assert.All(wanted, model => Assert.Contains(model, resident));
        }
    }

    private static List<ModelSize> Fitting(List<ModelSize> sizes, Random random)
    {
        var (chosen, left) = (new List<ModelSize>(), 100L);
        foreach (var model in sizes.OrderBy(_ => random.Next()).ToList())
        {
            if (model.Bytes > left || random.Next(4) == 0)
                continue;
            left -= model.Bytes;
            chosen.Add(model);
        }

        return chosen;
    }
}
