namespace EdgeAigc.Simulation.Nodes;

/// <summary>Adds up the wall time of decisions.</summary>
internal sealed class DecisionClock(TimeProvider clock)
{
    private long _ticks;
    private long _bids;

    /// <summary>Wall time for each bid, in microseconds.</summary>
    public double MicrosecondsPerBid => _bids > 0 ? clock.GetElapsedTime(0, _ticks).TotalMicroseconds / _bids : 0;

    public long Start() => clock.GetTimestamp();

    /// <summary>Something was decided; bids count when they come.</summary>
    public void Stop(long start, int newBids)
    {
        _ticks += clock.GetTimestamp() - start;
        _bids += newBids;
    }
}
