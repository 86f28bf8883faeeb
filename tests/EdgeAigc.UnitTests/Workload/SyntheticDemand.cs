using EdgeAigc.Core.Workload;

namespace EdgeAigc.UnitTests.Workload;

/// <summary>Counts drawn from rates that are known.</summary>
internal sealed class SyntheticDemand(int seed, int nodes, int models, double frameSeconds)
{
    private readonly Random _random = new(seed);

    public string[] Nodes { get; } = [.. Enumerable.Range(0, nodes).Select(node => $"n{node}")];

    /// <summary>Requests per second of each model at each node: gamma distributed around a mean of each model.</summary>
    public double[,] Rates { get; } = new double[nodes, models];

    /// <summary>Draws the rates.</summary>
    /// <param name="shape">Shape of the gamma distribution over nodes.</param>
    /// <param name="mean">Mean rate of the most popular model; others by Zipf's law.</param>
    public SyntheticDemand WithGammaRates(double shape, double mean)
    {
        for (var node = 0; node < Nodes.Length; node++)
        {
            for (var model = 0; model < models; model++)
                Rates[node, model] = MathNet.Numerics.Distributions.Gamma.Sample(_random, shape, shape / (mean / (model + 1)));
        }

        return this;
    }

    /// <summary>Counts of one frame, all rates times a factor.</summary>
    public FrameCount[] Frame(double factor = 1) =>
        [.. from node in Enumerable.Range(0, nodes)
            from model in Enumerable.Range(0, models)
            let count = Poisson(Rates[node, model] * factor * frameSeconds)
            where count > 0
            select new FrameCount(Nodes[node], $"m{model}", count)];

    public int Poisson(double mean) => mean > 0 ? MathNet.Numerics.Distributions.Poisson.Sample(_random, mean) : 0;
}
