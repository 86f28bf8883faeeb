namespace EdgeAigc.Core.Learned;

/// <summary>The sets of models that a cache can hold.</summary>
public sealed class CacheSets
{
    /// <summary>Most models; there are as many sets as subsets of them.</summary>
    public const int MaxModels = 20;

    private const double Tolerance = 1e-9;

    private readonly IReadOnlyList<double> _sizes;
    private readonly double _capacity;

    /// <summary>Finds the sets.</summary>
    /// <param name="gigabytes">Size of each model in GB, at most <see cref="MaxModels"/> of them.</param>
    /// <param name="capacity">What the cache holds in GB.</param>
    public CacheSets(IReadOnlyList<double> gigabytes, double capacity)
    {
        ArgumentNullException.ThrowIfNull(gigabytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(gigabytes.Count, MaxModels, nameof(gigabytes));
        (_sizes, _capacity) = (gigabytes, capacity);
        Feasible = [.. Enumerable.Range(0, 1 << gigabytes.Count).Select(bits => new ModelSet((uint)bits)).Where(Fits)];
        Maximal = [.. Feasible.Where(set => !Enumerable.Range(0, gigabytes.Count).Any(model => !set.Contains(model) && Fits(set.With(model))))];
    }

    /// <summary>Every set that the cache can hold, ascending by bits.</summary>
    public IReadOnlyList<ModelSet> Feasible { get; }

    /// <summary>The feasible sets to which no model could be added.</summary>
    public IReadOnlyList<ModelSet> Maximal { get; }

    /// <summary>Whether the cache can hold the set.</summary>
    public bool Fits(ModelSet set) => Gigabytes(set) <= _capacity + Tolerance;

    /// <summary>Size of the set in GB.</summary>
    public double Gigabytes(ModelSet set)
    {
        var sum = 0.0;
        for (var model = 0; model < _sizes.Count; model++)
            sum += set.Contains(model) ? _sizes[model] : 0;
        return sum;
    }
}
