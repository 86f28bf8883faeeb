using EdgeAigc.Core.Workload;

namespace EdgeAigc.Core.Caching.Market;

/// <summary>What a scope remembers of a model.</summary>
internal sealed class ModelActivity(string model, ClusterModel cluster)
{
    /// <summary>Index of the sum of sessions at 120 s.</summary>
    public const int Session = 7;

    /// <summary>Index of the sum of sessions at 120 s, each weighted by how likely its tenant goes on.</summary>
    public const int LoyalSession = 9;

    /// <summary>Index of the sum of sessions at 120 s whose tenant had used the model before.</summary>
    public const int KnownSession = 11;

    /// <summary>Timescales in seconds: six of requests, then 40, 120 and 900 s of sessions (each tenant whose last request was for the
    /// model), 120 and 900 s weighted by loyalty, 120 s of returned tenants.</summary>
    private static readonly double[] Timescales = [60, 300, 1800, 7200, 43_200, 345_600, 40, 120, 900, 120, 900, 120];

    /// <summary>Timescales of requests in seconds.</summary>
    public static IReadOnlyList<double> RequestTimescales { get; } = Timescales[..6];

    public string Model => model;

    public ClusterModel Cluster => cluster;

    public DecayedSums Sums { get; } = new(Timescales);

    public List<PendingOutcome> Pending { get; } = [];

    /// <summary>Requests that count now, at a timescale of 2 h.</summary>
    public double Recent(double seconds) => Sums.At(seconds)[3];

    public void Requested(double seconds) => Sums.Count(seconds, RequestTimescales.Count);

    /// <summary>Adds a tenant's session (sign 1) as of its last request, or takes it back (sign −1).</summary>
    public void AddSession(TenantActivity tenant, double seconds, double sign)
    {
        for (var index = RequestTimescales.Count; index < Timescales.Length; index++)
        {
            var weight = index switch
            {
                LoyalSession or LoyalSession + 1 => tenant.Loyalty,
                KnownSession => tenant.Returned ? 1 : 0,
                _ => 1,
            };
            Sums.Add(seconds, index, sign * weight * Math.Exp(-(seconds - tenant.LastSeconds) / Timescales[index]));
        }
    }
}
