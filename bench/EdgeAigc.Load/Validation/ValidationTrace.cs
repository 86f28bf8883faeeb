using EdgeAigc.Simulation.Cluster;

namespace EdgeAigc.Load.Validation;

/// <summary>Requests by Poisson's law for models by Zipf's, whose order of popularity turns round in the middle.</summary>
/// <param name="models">The models.</param>
/// <param name="nodes">Number of nodes; each request comes in at any.</param>
/// <param name="requestsPerSecond">Rate.</param>
/// <param name="seconds">Length.</param>
/// <param name="steps">Steps of each image, or the most that its model allows.</param>
internal sealed class ValidationTrace(IReadOnlyList<ClusterModel> models, int nodes, double requestsPerSecond, double seconds, int steps) : IClusterWorkload
{
    private const double PayloadBits = 3e5;

    public IEnumerable<ClusterRequest> Create(int seed)
    {
        var random = new Random(seed);
        var weights = Enumerable.Range(1, models.Count).Select(rank => 1.0 / rank).ToArray();
        for (var time = Gap(random); time < seconds; time += Gap(random))
        {
            var rank = Draw(weights, random.NextDouble() * weights.Sum());
            var model = time < seconds / 2 ? rank : models.Count - 1 - rank;
            yield return new(time, random.Next(nodes), model)
            {
                LatencyPreference = 0.3,
                PayloadBits = PayloadBits,
                Steps = Math.Min(steps, models[model].Profile.Levels[^1].Steps),
            };
        }
    }

    private double Gap(Random random) => -Math.Log(1 - random.NextDouble()) / requestsPerSecond;

    private static int Draw(double[] weights, double at)
    {
        var rank = 0;
        for (; rank < weights.Length - 1 && at >= weights[rank]; rank++)
            at -= weights[rank];
        return rank;
    }
}
