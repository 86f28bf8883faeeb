using Microsoft.Extensions.Time.Testing;

namespace EdgeAigc.UnitTests.Delivery;

/// <summary>Fake time that counts how often a timer is set.</summary>
internal sealed class CountingTimeProvider : FakeTimeProvider
{
    public int TimersSet { get; private set; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Count(dueTime);
        return new Counted(this, base.CreateTimer(callback, state, dueTime, period));
    }

    private void Count(TimeSpan dueTime) => TimersSet += dueTime == Timeout.InfiniteTimeSpan ? 0 : 1;

    private sealed class Counted(CountingTimeProvider time, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.Count(dueTime);
            return timer.Change(dueTime, period);
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
