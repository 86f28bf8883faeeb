namespace EdgeAigc.Simulation.Cluster.Results;

/// <summary>Sums over the outcomes of requests.</summary>
internal sealed class OutcomeSums
{
    public long Requests { get; private set; }

    public long Served { get; private set; }

    public long Cloud { get; private set; }

    public long Rejected { get; private set; }

    public long Hits { get; private set; }

    public long Broken { get; private set; }

    public double Utility { get; private set; }

    public double Quality { get; private set; }

    public double Delay { get; private set; }

    public double Steps { get; private set; }

    public void AddServed(bool hit, double utility, double quality, double delay, int steps, bool broken)
    {
        Add(hit, utility);
        Served++;
        Quality += quality;
        Delay += delay;
        Steps += steps;
        Broken += broken ? 1 : 0;
    }

    public void AddCloud(bool hit, double utility, double quality, double delay)
    {
        Add(hit, utility);
        Cloud++;
        Quality += quality;
        Delay += delay;
    }

    public void AddRejected(bool hit, double utility)
    {
        Add(hit, utility);
        Rejected++;
    }

    /// <summary>A sum over a number; 0 of nothing.</summary>
    public static double Mean(double sum, long count) => count > 0 ? sum / count : 0;

    private void Add(bool hit, double utility)
    {
        Requests++;
        Utility += utility;
        Hits += hit ? 1 : 0;
    }
}
