using EdgeAigc.Core.Quotas;

namespace EdgeAigc.UnitTests.Quotas;

public sealed class WorkLedgerTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Reserve_UntilEmpty_ThenTellsWhenThereIsEnough()
    {
        var ledger = Ledger(60);

        Assert.Equal(TimeSpan.Zero, ledger.Reserve("a", 40, Start));
        Assert.Equal(TimeSpan.FromSeconds(10), ledger.Reserve("b", 30, Start));
        Assert.Equal(TimeSpan.FromSeconds(4), ledger.Reserve("b", 30, Start.AddSeconds(6)));
        Assert.Equal(TimeSpan.Zero, ledger.Reserve("b", 30, Start.AddSeconds(10)));
        Assert.Null(ledger.Reserve("c", 61, Start.AddHours(1)));
    }

    [Fact]
    public void Settle_WorkMade_ReplacesTheReservation()
    {
        var ledger = Ledger(60);
        ledger.Reserve("a", 40, Start);

        ledger.Settle("a", 15, Start);
        Assert.Equal(45, Level(ledger));
        // Twice by two who waited for the same request, one of whom left early.
        ledger.Settle("a", 5, Start);
        Assert.Equal(45, Level(ledger));
        ledger.Settle("a", 100, Start);
        Assert.Equal(-40, Level(ledger));
        ledger.Settle("unknown", 7, Start);
        Assert.Equal(-40, Level(ledger));
    }

    [Fact]
    public void Reserve_SentAgain_CostsNothingMore()
    {
        var ledger = Ledger(60);
        ledger.Reserve("a", 50, Start);

        Assert.Equal(TimeSpan.Zero, ledger.Reserve("a", 50, Start));
        Assert.Equal(10, Level(ledger));
        ledger.Settle("a", 20, Start);
        Assert.Equal(40, Level(ledger));
        // Joined once more, and nothing came of it.
        Assert.Equal(TimeSpan.Zero, ledger.Reserve("a", 50, Start));
        ledger.Settle("a", 0, Start);
        Assert.Equal(40, Level(ledger));
    }

    [Fact]
    public void Reserve_SentAgainWhenItsResultIsGone_CostsAnew()
    {
        var ledger = Ledger(60);
        ledger.Reserve("a", 50, Start);
        Assert.Equal(TimeSpan.Zero, ledger.Reserve("a", 50, Start.AddMinutes(5)));
        ledger.Settle("a", 50, Start.AddMinutes(5));
        Assert.Equal(60, Level(ledger));

        Assert.Equal(TimeSpan.Zero, ledger.Reserve("a", 50, Start.AddMinutes(7)));

        Assert.Equal(10, Level(ledger));
        Assert.NotEqual(TimeSpan.Zero, ledger.Reserve("b", 11, Start.AddMinutes(7)));
    }

    // Whatever is asked, settled and however the time passes: what was let pass in any window never exceeds its capacity twice over, and all
    // work that was reserved and given back leaves a full bucket.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Reserve_AtRandom_KeepsEveryWindow(int seed)
    {
        var random = new Random(seed);
        var ledger = new WorkLedger([WorkBucket.Full(60, Minute, Start), WorkBucket.Full(500, TimeSpan.FromHours(1), Start)]);
        var passed = new List<(DateTimeOffset At, double Work)>();
        var now = Start;
        for (var i = 0; i < 3000; i++)
        {
            now += TimeSpan.FromSeconds(random.NextDouble() * 3);
            var work = random.NextDouble() * 30;
            var wait = ledger.Reserve($"{i}", work, now);
            if (wait > TimeSpan.Zero)
            {
                Assert.NotEqual(TimeSpan.Zero, ledger.Reserve($"{i}", work, now + (wait.Value * 0.99)));
                now += wait.Value + TimeSpan.FromTicks(10);
                wait = ledger.Reserve($"{i}", work, now);
            }

            Assert.Equal(TimeSpan.Zero, wait);
            passed.Add((now, work));
        }

        foreach (var (from, _) in passed)
        {
            Assert.True(passed.Where(item => item.At >= from && item.At < from + Minute).Sum(item => item.Work) <= 2 * 60 + 1e-6);
            Assert.True(passed.Where(item => item.At >= from && item.At < from + TimeSpan.FromHours(1)).Sum(item => item.Work) <= 2 * 500 + 1e-6);
        }
    }

    [Fact]
    public void Bucket_ClockSetBackOrResized_GivesNothingAway()
    {
        var bucket = WorkBucket.Full(60, Minute, Start).Take(60);

        Assert.Equal(0, bucket.Advance(Start.AddDays(-1)).Level);
        Assert.Equal(60, bucket.Advance(Start.AddDays(1)).Level);
        Assert.Equal(40, bucket.Resize(100).Level);
        Assert.Equal(-30, bucket.Resize(30).Level);
    }

    private static WorkLedger Ledger(double capacity) => new([WorkBucket.Full(capacity, Minute, Start)]);

    private static double Level(WorkLedger ledger) => Assert.Single(ledger.Buckets).Level;
}
