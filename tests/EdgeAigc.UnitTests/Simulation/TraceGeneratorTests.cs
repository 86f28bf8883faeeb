using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.UnitTests.Simulation;

public sealed class TraceGeneratorTests
{
    private static readonly Scenario Paper = new(ScenarioPresets.Load(ScenarioPresets.Paper));
    private static readonly Scenario Contended = new(ScenarioPresets.Load(ScenarioPresets.Contended));

    [Fact]
    public void Frames_OfOneSeed_AreTheSameHoweverManyAreTaken()
    {
        var (few, many) = (TraceGenerator.Frames(Contended, 3, 5), TraceGenerator.Frames(Contended, 3, 30));
        for (var frame = 0; frame < few.Length; frame++)
        {
            Assert.Equal(few[frame].SkewState, many[frame].SkewState);
            for (var slot = 0; slot < few[frame].Slots.Length; slot++)
            {
                Assert.Equal(few[frame].Slots[slot].Models, many[frame].Slots[slot].Models);
                Assert.Equal(few[frame].Slots[slot].Gains, many[frame].Slots[slot].Gains);
            }
        }

        Assert.NotEqual(few[0].Slots[0].Gains, TraceGenerator.Frames(Contended, 4, 1)[0].Slots[0].Gains);
    }

    [Fact]
    public void Requests_FollowZipfsLawOfTheFramesState()
    {
        var frames = TraceGenerator.Frames(Paper, 5, 3000);
        for (var state = 0; state < 3; state++)
        {
            var counts = new double[10];
            foreach (var frame in frames.Where(frame => frame.SkewState == state))
            {
                for (var model = 0; model < 10; model++)
                    counts[model] += frame.Counts()[model];
            }

            var weights = Enumerable.Range(1, 10).Select(rank => Math.Pow(rank, -Paper.Options.ZipfSkews[state])).ToArray();
            for (var model = 0; model < 10; model++)
                Assert.Equal(weights[model] / weights.Sum(), counts[model] / counts.Sum(), 0.01);
        }
    }

    [Fact]
    public void SkewState_StaysAsOftenAsItShould()
    {
        var states = TraceGenerator.Frames(Paper, 6, 5000).Select(frame => frame.SkewState).ToArray();
        var stays = states.Zip(states.Skip(1), (a, b) => a == b).Count(same => same);
        Assert.Equal(0.7, stays / 4999.0, 0.03);
    }

    [Fact]
    public void Ranks_MoveOnlyWhereTheyShall()
    {
        static int Best(Frame frame) => Array.IndexOf(frame.Popularity, frame.Popularity.Max());
        Assert.All(TraceGenerator.Frames(Paper, 7, 200), frame => Assert.Equal(0, Best(frame)));
        Assert.True(TraceGenerator.Frames(Contended, 7, 200).Select(Best).Distinct().Count() > 1);
    }

    [Fact]
    public void Payloads_StayWithinTheirLimitsAndSpreadOverThem()
    {
        var bits = TraceGenerator.Frames(Contended, 8, 50).SelectMany(frame => frame.Slots).SelectMany(slot => slot.InputBits.Concat(slot.OutputBits)).ToArray();
        Assert.InRange(bits.Min(), 1e6, 1.1e6);
        Assert.InRange(bits.Max(), 95e6, 100e6);
        Assert.Equal(Math.Log(10e6), bits.Average(size => Math.Log(size)), 0.05);
    }
}
