namespace EdgeAigc.Simulation.Workload;

/// <summary>What a source of chance is for.</summary>
internal enum RandomStream
{
    Arrivals,
    Popularity,
    Places,
    Terms,
    Sessions,
    Fleet,
}

/// <summary>Independent sources of chance from one seed.</summary>
internal static class RandomStreams
{
    private const int Stride = 7919;

    public static Random Of(int seed, RandomStream stream) => new(unchecked((seed * Stride * Stride) + (((int)stream + 1) * Stride)));
}
