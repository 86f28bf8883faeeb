using EdgeAigc.Simulation.Cluster;

namespace EdgeAigc.Simulation.Workload;

/// <summary>What requests ask for besides their model, drawn at random. Ranges are uniform.</summary>
public sealed record RequestTerms
{
    /// <summary>Least preference for latency.</summary>
    public double LeastLatencyPreference { get; init; } = 0.1;

    /// <summary>Largest preference for latency.</summary>
    public double LargestLatencyPreference { get; init; } = 0.6;

    /// <summary>Spread of weights: they lie between e^−this and e^this, uniform in the exponent.</summary>
    public double WeightSpread { get; init; } = 0.5;

    /// <summary>Part of the requests that have no deadline.</summary>
    public double WithoutDeadline { get; init; } = 0.25;

    /// <summary>Shortest deadline in seconds.</summary>
    public double ShortestDeadlineSeconds { get; init; } = 5;

    /// <summary>Longest deadline in seconds.</summary>
    public double LongestDeadlineSeconds { get; init; } = 60;

    /// <summary>Size of the results in bits.</summary>
    public double PayloadBits { get; init; } = 4e6;

    /// <summary>Steps of every request; 0 leaves them to the nodes.</summary>
    public int Steps { get; init; }

    /// <summary>A request with terms.</summary>
    /// <param name="time">When it arrives.</param>
    /// <param name="node">Where.</param>
    /// <param name="model">What it asks for.</param>
    /// <param name="tenant">Who asks.</param>
    /// <param name="random">Draws the terms, the same number of times for each request.</param>
    public ClusterRequest Request(double time, int node, int model, int tenant, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var (weight, preference, patient, deadline) = (random.NextDouble(), random.NextDouble(), random.NextDouble(), random.NextDouble());
        return new(time, node, model)
        {
            Tenant = tenant,
            Weight = Math.Exp(WeightSpread * ((2 * weight) - 1)),
            LatencyPreference = Between(LeastLatencyPreference, LargestLatencyPreference, preference),
            DeadlineSeconds = patient < WithoutDeadline ? double.PositiveInfinity : Between(ShortestDeadlineSeconds, LongestDeadlineSeconds, deadline),
            PayloadBits = PayloadBits,
            Steps = Steps,
        };
    }

    private static double Between(double least, double largest, double part) => least + ((largest - least) * part);
}
