using EdgeAigc.Core.Allocation;

namespace EdgeAigc.UnitTests.Allocation;

public sealed class MarketEdgeCaseTests
{
    private static readonly SlotRequest Plain = new()
    {
        Id = "a",
        LatencyPreference = 0.5,
        StepSeconds = 0.01,
        PayloadBits = 1e6,
        RejectUtility = -1,
        Quality = [new(1, 0.1), new(10, 0.8), new(20, 1)],
    };

    [Fact]
    public void Allocate_OneRequest_GetsTheWholeLink()
    {
        var given = Single(Plain);
        // 20 steps: 0.5·1 − 0.5·(0.2 + 0.1) = 0.35; 10 steps: 0.5·0.8 − 0.5·(0.1 + 0.1) = 0.3.
        Assert.Equal((20, 1), (given.Steps, Math.Round(given.Share, 9)));
        Assert.Equal(0.35, given.Utility, 1e-9);
        Assert.Equal(0.3, given.FinishSeconds, 1e-9);
    }

    [Fact]
    public void Allocate_TwoDeliveries_SharesGoWithTheRootsOfTheirDelays()
    {
        // Four times the payload at the same weight: twice the share.
        var answer = Allocate.Market(Slot(Plain, Plain with { Id = "b", PayloadBits = 4e6 }));
        Assert.Equal([1 / 3.0, 2 / 3.0], answer.Requests.Select(given => Math.Round(given.Share, 9)), (a, b) => Math.Abs(a - b) < 1e-8);
    }

    [Fact]
    public void Allocate_ClientCap_GetsNoMoreThanItCanTake()
    {
        var answer = Allocate.Market(Slot(Plain with { MaxRateBitsPerSecond = 1e6 }, Plain with { Id = "b" }));
        Assert.Equal(0.1, answer.Requests[0].Share, 1e-9);
        Assert.Equal(0.9, answer.Requests[1].Share, 1e-9);
    }

    [Fact]
    public void Allocate_DeadlineAsksForMore_ItsShareIsWhatItNeeds()
    {
        // Indifferent to latency, but 1e6 bit within 0.2 s of its last step: half of the link.
        var answer = Allocate.Market(Slot(Plain with { LatencyPreference = 0, DeadlineSeconds = 0.4 }, Plain with { Id = "b" }));
        Assert.Equal((20, 20), (answer.Requests[0].Steps, answer.Requests[1].Steps));
        Assert.Equal(0.5, answer.Requests[0].Share, 1e-9);
    }

    [Fact]
    public void Allocate_NoPayload_GetsNoShare()
    {
        var given = Single(Plain with { PayloadBits = 0, DeadlineSeconds = 0.1 });
        Assert.Equal((10, 0.0, 0.1), (given.Steps, given.Share, given.FinishSeconds));
    }

    [Fact]
    public void Allocate_IndifferentToLatency_GetsWhatNobodyPaysFor()
    {
        var answer = Allocate.Market(Slot(Plain with { LatencyPreference = 0 }, Plain with { Id = "b", MaxRateBitsPerSecond = 2e6 }));
        Assert.Equal(0.8, answer.Requests[0].Share, 1e-6);
    }

    [Fact]
    public void Allocate_IndifferentBesideAnEagerOne_StillGetsSomeRate()
    {
        var answer = Allocate.Market(Slot(Plain with { LatencyPreference = 0 }, Plain with { Id = "b" }));
        Assert.InRange(answer.Requests[0].Share, 1e-12, 1e-6);
        Assert.True(double.IsFinite(answer.Requests[0].FinishSeconds));
    }

    [Fact]
    public void Allocate_IndifferentBesideDeadlinesThatFillTheLink_StillEnds()
    {
        var urgent = Plain with { LatencyPreference = 0, DeadlineSeconds = 0.21, Quality = [new(1, 1)] };
        var problem = Slot(urgent, urgent with { Id = "b" }, Plain with { Id = "c", LatencyPreference = 0 });
        var answer = Allocate.Market(problem);
        Feasibility.Check(problem, answer);
        Assert.All(answer.Requests, given => Assert.True(given.Accepted));
    }

    [Fact]
    public void Allocate_OnlyLatencyCounts_TakesTheFewestSteps() =>
        Assert.Equal(1, Single(Plain with { LatencyPreference = 1 }).Steps);

    [Fact]
    public void Allocate_OnlyQualityCounts_TakesTheMostSteps() =>
        Assert.Equal(20, Single(Plain with { LatencyPreference = 0 }).Steps);

    [Fact]
    public void Allocate_QualityFalls_TakesTheLevelBeforeIt() =>
        Assert.Equal(10, Single(Plain with { LatencyPreference = 0, Quality = [new(1, 0.1), new(10, 0.8), new(20, 0.7)] }).Steps);

    [Fact]
    public void Allocate_ComputeFitsExactly_IsUsedUp()
    {
        var requests = Enumerable.Range(0, 10).Select(index => Plain with { Id = $"r{index}", LatencyPreference = 0, PayloadBits = 0 });
        var answer = Allocate.Market(Slot([.. requests]) with { ComputeSeconds = 2 });
        Assert.All(answer.Requests, given => Assert.Equal(20, given.Steps));
    }

    [Theory]
    [InlineData(Rejection.DeadlineUnreachable, 0.1, 0.0, 0.01, -1.0)]
    [InlineData(Rejection.DeadlineUnreachable, 5.0, 6.0, 0.01, -1.0)]
    [InlineData(Rejection.ComputeTooSmall, 1e9, 0.0, 20.0, -1e9)]
    [InlineData(Rejection.NotWorthServing, 1e9, 0.0, 0.01, 0.5)]
    public void Allocate_CannotBeServed_TellsWhy(Rejection expected, double deadline, double wait, double step, double reject) =>
        Assert.Equal(expected, Single(Plain with { DeadlineSeconds = deadline, WaitSeconds = wait, StepSeconds = step, RejectUtility = reject }).Rejection);

    [Fact]
    public void Allocate_TwoNeedTheWholeLink_TheWorthierGetsIt()
    {
        var urgent = Plain with { LatencyPreference = 0, DeadlineSeconds = 0.12, Quality = [new(1, 1)] };
        var answer = Allocate.Market(Slot(urgent, urgent with { Id = "b", Weight = 2 }));
        Assert.Equal([Rejection.Outbid, Rejection.None], answer.Requests.Select(given => given.Rejection));
    }

    private static RequestAllocation Single(SlotRequest request)
    {
        var problem = Slot(request);
        var answer = Allocate.Market(problem);
        Feasibility.Check(problem, answer);
        return Assert.Single(answer.Requests);
    }

    private static SlotProblem Slot(params SlotRequest[] requests) =>
        new() { EgressBitsPerSecond = 1e7, ComputeSeconds = 10, ReferenceSeconds = 1, Requests = requests };
}
