namespace EdgeAigc.Core.Caching.Market;

/// <summary>What the predictor sees of a model: its faded request counts in the scope and in the cluster, and the sessions of tenants
/// whose last request was for it. For the model asked for also the products of all pairs, on a logarithmic scale.</summary>
internal static class ReuseFeatures
{
    private const int Counts = 6;
    private const int Sessions = 7;
    private const int Bases = Counts + 4;

    /// <summary>Features at any time.</summary>
    public const int AnyTime = 1 + (2 * Counts) + Sessions;

    /// <summary>Features of the model asked for.</summary>
    public const int Requested = 1 + Bases + (Bases * (Bases + 1) / 2);

    public static double[] Make(bool requested, ModelActivity model, double seconds)
    {
        var own = model.Sums.At(seconds);
        var cluster = model.Cluster.Counts.At(seconds);
        return requested ? Products(own, cluster, model.Cluster.Continuation) : Linear(own, cluster, model.Cluster.Continuation);
    }

    private static double[] Linear(ReadOnlySpan<double> own, ReadOnlySpan<double> cluster, double continuation)
    {
        var features = new double[AnyTime];
        features[0] = 1;
        own[..Counts].CopyTo(features.AsSpan(1));
        cluster[..Counts].CopyTo(features.AsSpan(1 + Counts));
        var sessions = features.AsSpan(1 + (2 * Counts));
        own[Counts..(Counts + 5)].CopyTo(sessions);
        sessions[5] = continuation * own[ModelActivity.Session];
        sessions[6] = continuation * own[ModelActivity.LoyalSession];
        return features;
    }

    private static double[] Products(ReadOnlySpan<double> own, ReadOnlySpan<double> cluster, double continuation)
    {
        var features = new double[Requested];
        features[0] = 1;
        var bases = features.AsSpan(1, Bases);
        for (var index = 0; index < Counts; index++)
            bases[index] = Math.Log(1 + own[index]);
        bases[Counts] = Math.Log(1 + cluster[Counts - 1]);
        bases[Counts + 1] = own[ModelActivity.LoyalSession];
        bases[Counts + 2] = continuation * own[ModelActivity.Session];
        bases[Counts + 3] = own[ModelActivity.KnownSession];
        var next = 1 + Bases;
        for (var first = 0; first < Bases; first++)
        {
            for (var second = first; second < Bases; second++)
                features[next++] = bases[first] * bases[second];
        }

        return features;
    }
}
