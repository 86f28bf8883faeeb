using EdgeAigc.Simulation.Cluster;

namespace EdgeAigc.UnitTests.Simulation.Cluster;

public sealed class EventCalendarTests
{
    [Fact]
    public void Set_RandomTimes_NextIsTheLeast()
    {
        var (random, calendar, times) = (new Random(1), new EventCalendar(37), Enumerable.Repeat(double.PositiveInfinity, 37).ToArray());
        for (var round = 0; round < 10_000; round++)
        {
            var node = random.Next(times.Length);
            times[node] = random.Next(5) == 0 ? double.PositiveInfinity : random.NextDouble();
            calendar.Set(node, times[node]);
            Assert.Equal(times.Min(), calendar.NextTime);
            Assert.Equal(times.Min(), times[calendar.Next]);
        }
    }
}
