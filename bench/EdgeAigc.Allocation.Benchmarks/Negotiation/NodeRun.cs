using EdgeAigc.Core.Negotiation;
using EdgeAigc.Simulation.Nodes;

namespace EdgeAigc.Allocation.Benchmarks.Negotiation;

/// <summary>What one policy made of one stream of requests.</summary>
internal sealed class NodeRun
{
    // Clocks and steps are not more exact.
    private const double Tolerance = 1.1;

    public NodeRun(NegotiationOptions options, IReadOnlyList<ModelProfile> models, NodeWorkload workload, double egress, double jitter, int seed)
    {
        var arrivals = workload.Create(models, seed);
        var before = Environment.CpuUsage.TotalTime;
        var node = new NodeSimulation(options, models, egress, new() { Jitter = jitter }, seed);
        var outcomes = node.Run(arrivals);
        Repaired = node.Shield is { } shield ? shield.Repairs / (double)shield.Decisions : null;
        CpuMicroseconds = (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / arrivals.Count;
        var served = outcomes.Where(outcome => outcome.Served).ToArray();
        Utility = outcomes.Average(outcome => outcome.Utility(options));
        Refused = 1 - ((double)served.Length / outcomes.Count);
        Quality = served.Average(outcome => outcome.Quality);
        var delays = new Quantiles(served.Select(outcome => outcome.FinishSeconds));
        (Delay, Delay95) = (delays.Mean, delays.At(0.95));
        Broken = served.Count(outcome => outcome.FinishSeconds > Tolerance * outcome.Offer!.FinishSeconds) / (double)served.Length;
        var deadlines = served.Where(outcome => outcome.Arrival.Bid.HasDeadline).ToArray();
        Late = deadlines.Count(outcome => outcome.FinishSeconds > outcome.Arrival.Bid.DeadlineSeconds) / (double)Math.Max(1, deadlines.Length);
        Throughput = served.Length / outcomes.Where(outcome => outcome.Served).Max(outcome => outcome.Arrival.Time + outcome.FinishSeconds);
    }

    public double Utility { get; }

    public double Quality { get; }

    public double Delay { get; }

    public double Delay95 { get; }

    public double Refused { get; }

    /// <summary>Part of the served that came more than a tenth later than promised.</summary>
    public double Broken { get; }

    /// <summary>Part of the served with a deadline that missed it, by however little.</summary>
    public double Late { get; }

    /// <summary>Part of the decisions that the shield of a learned policy had to repair; null for the others.</summary>
    public double? Repaired { get; }

    /// <summary>Images per second.</summary>
    public double Throughput { get; }

    /// <summary>Processor time of the simulation per request: on a shared machine it repeats better than the time that passes.</summary>
    public double CpuMicroseconds { get; }
}
