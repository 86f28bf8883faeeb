namespace EdgeAigc.Core.Caching.Market;

/// <summary>What a scope remembers of a tenant.</summary>
internal sealed class TenantActivity
{
    private const int MaxModels = 64;

    public string? LastModel { get; private set; }

    public double LastSeconds { get; private set; }

    public ContinuationRate Continued { get; } = new();

    /// <summary>How likely the tenant's next request is for the same model, as of the last request.</summary>
    public double Loyalty { get; set; }

    /// <summary>Whether the tenant had used the model before this run of requests for it.</summary>
    public bool Returned { get; private set; }

    private HashSet<string> Models { get; } = new(StringComparer.Ordinal);

    public bool Continues(string model, double seconds, double withinSeconds) => model == LastModel && seconds - LastSeconds < withinSeconds;

    public void Requested(string model, double seconds, double runGapSeconds)
    {
        if (!Continues(model, seconds, runGapSeconds))
        {
            Returned = Models.Contains(model);
            if (Models.Count < MaxModels)
                Models.Add(model);
        }

        (LastModel, LastSeconds) = (model, seconds);
    }
}
