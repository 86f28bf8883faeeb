namespace EdgeAigc.Diffusion.Engine;

/// <summary>The job waits for its model: for its files first, where they are not on disk, and then for the networks to be opened.</summary>
/// <param name="Model">Name of the model.</param>
public sealed record ModelLoading(string Model) : JobProgress
{
    /// <summary>Whether its files are being fetched.</summary>
    public bool IsFetching { get; init; }

    /// <summary>Where its files come from; empty while that is open, and when they are on disk.</summary>
    public string Source { get; init; } = "";

    /// <summary>Part of its files that was fetched, in [0, 1]; 0 while it is opened.</summary>
    public double Fraction { get; init; }
}
