namespace EdgeAigc.Core.Workload;

/// <summary>Faded requests for one model at one node, at two timescales for the trend.</summary>
internal sealed class PairDemand
{
    /// <summary>Requests faded at the memory's timescale.</summary>
    public double Requests { get; private set; }

    /// <summary>Requests faded at a quarter of it.</summary>
    public double Fresh { get; private set; }

    private double At { get; set; }

    /// <summary>Fades what was seen up to a time on the clock of exposure.</summary>
    public void Fade(double clock, double memorySeconds, double freshSeconds)
    {
        var age = clock - At;
        if (age <= 0)
            return;
        Requests *= Math.Exp(-age / memorySeconds);
        Fresh *= Math.Exp(-age / freshSeconds);
        At = clock;
    }

    public void Add(int requests)
    {
        Requests += requests;
        Fresh += requests;
    }

    public static PairDemand StartAt(double clock) => new() { At = clock };

    public static PairDemand From(ModelHistory history, double clock) => new() { Requests = history.Requests, Fresh = history.Fresh, At = clock };
}
