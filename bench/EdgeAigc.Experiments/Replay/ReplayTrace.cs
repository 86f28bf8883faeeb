using EdgeAigc.Simulation.Workload;

namespace EdgeAigc.Experiments.Replay;

/// <summary>The two parts of a replay.</summary>
internal static class ReplayTrace
{
    /// <summary>Requests that only warm up, and those that count.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="warmUp">A trace before it, or null. It is moved in time so that it ends where the trace begins, if it would end later.</param>
    /// <param name="splitSeconds">Time from which requests count, or null for all.</param>
    public static (List<TraceRequest> WarmUp, List<TraceRequest> Reported) Split(List<TraceRequest> trace, List<TraceRequest>? warmUp, double? splitSeconds)
    {
        var split = splitSeconds ?? double.NegativeInfinity;
        var reported = trace.Where(row => row.ArrivalSeconds >= split).ToList();
        if (reported.Count == 0)
            throw new TraceFileException($"--split-seconds: is {split}, after the last request at {trace[^1].ArrivalSeconds}; give an earlier time.");
        var before = warmUp ?? [];
        var late = before.Count == 0 ? 0 : Math.Max(0, before[^1].ArrivalSeconds - trace[0].ArrivalSeconds);
        return ([.. before.Select(row => row with { ArrivalSeconds = row.ArrivalSeconds - late }), .. trace.Where(row => row.ArrivalSeconds < split)], reported);
    }
}
