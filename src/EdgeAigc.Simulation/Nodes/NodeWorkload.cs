using EdgeAigc.Core.Negotiation;

namespace EdgeAigc.Simulation.Nodes;

/// <summary>Random requests for one node: models by equal parts, weights between e^−0.5 and e^0.5, preferences for latency between 0.1
/// and 0.6, three of four with a deadline.</summary>
public sealed record NodeWorkload
{
    private const int ReferenceSteps = 20;

    // Bursts of half a second among quiet times of two; the mean rate is that of the load.
    private const double BurstSeconds = 0.5;
    private const double QuietSeconds = 2;
    private const double BurstRate = 3.4;
    private const double QuietRate = 0.4;

    /// <summary>Device time asked for per unit of time, were each image made alone with 20 steps.</summary>
    public double Load { get; init; } = 1;

    /// <summary>Whether requests come in bursts (a Markov-modulated Poisson process of two states) instead of a Poisson process.</summary>
    public bool Bursty { get; init; }

    /// <summary>Time over which they come, in images made alone with 20 steps.</summary>
    public double Images { get; init; } = 1000;

    /// <summary>Shortest deadline, in images made alone with 20 steps.</summary>
    public double ShortestDeadline { get; init; } = 6;

    /// <summary>Longest deadline, likewise.</summary>
    public double LongestDeadline { get; init; } = 60;

    /// <summary>Part of the requests that have no deadline.</summary>
    public double WithoutDeadline { get; init; } = 0.25;

    /// <summary>Size of the results in bits.</summary>
    public double PayloadBits { get; init; } = 5e4;

    /// <summary>On whose behalf.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>Factor of all weights.</summary>
    public double WeightScale { get; init; } = 1;

    /// <summary>Time in seconds of an image that is made alone with 20 steps, on average over the models.</summary>
    public static double ImageSeconds(IReadOnlyList<ModelProfile> models) =>
        models.Average(model => (ReferenceSteps * model.Latency!.Interpolate(1)) + model.FixedSeconds);

    /// <summary>Makes requests; the same for the same seed.</summary>
    /// <param name="models">Models with measured latency.</param>
    /// <param name="seed">Seed.</param>
    public IReadOnlyList<Arrival> Create(IReadOnlyList<ModelProfile> models, int seed)
    {
        ArgumentNullException.ThrowIfNull(models);
        var (random, image) = (new Random(seed), ImageSeconds(models));
        var arrivals = new List<Arrival>();
        foreach (var time in Times(random, image))
            arrivals.Add(new(time, Bid(models[random.Next(models.Count)], arrivals.Count, image, random)));
        return arrivals;
    }

    private IEnumerable<double> Times(Random random, double image)
    {
        var (rate, end) = (Load / image, Images * image);
        var (time, inBurst, change) = (0.0, false, Bursty ? Exponential(random, QuietSeconds) : double.PositiveInfinity);
        while (true)
        {
            var next = time + Exponential(random, 1 / (rate * (Bursty ? (inBurst ? BurstRate : QuietRate) : 1)));
            if (Math.Min(next, change) > end)
                yield break;
            time = Math.Min(next, change);
            if (next <= change)
                yield return time;
            else
                (inBurst, change) = (!inBurst, change + Exponential(random, inBurst ? QuietSeconds : BurstSeconds));
        }
    }

    private Bid Bid(ModelProfile model, int index, double image, Random random) => new()
    {
        Id = $"{Tenant}{index}",
        Tenant = Tenant,
        Model = model.Name,
        Weight = WeightScale * Math.Exp(random.NextDouble() - 0.5),
        LatencyPreference = 0.1 + (0.5 * random.NextDouble()),
        DeadlineSeconds = random.NextDouble() < WithoutDeadline
            ? double.PositiveInfinity
            : image * (ShortestDeadline + ((LongestDeadline - ShortestDeadline) * random.NextDouble())),
        PayloadBits = PayloadBits,
    };

    private static double Exponential(Random random, double mean) => -mean * Math.Log(1 - random.NextDouble());
}
