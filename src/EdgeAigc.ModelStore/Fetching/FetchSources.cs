using EdgeAigc.ModelStore.Manifests;

namespace EdgeAigc.ModelStore.Fetching;

/// <summary>The places that one fetch may read from, the best first. One that fails goes behind the others, and is left out when it fails
/// again. Manifests are asked for when their turn comes, because the origin's may have to be computed first.</summary>
/// <param name="model">Name of the model.</param>
/// <param name="sources">The places in the order of preference.</param>
internal sealed class FetchSources(string model, IEnumerable<IModelFileSource> sources)
{
    private const int Strikes = 2;

    private readonly List<Candidate> _candidates = [.. sources.Select(source => new Candidate(source))];

    /// <summary>What went wrong last, for people.</summary>
    public string LastFailure { get; private set; } = "no source has it";

    /// <summary>What the best source that has the model says it consists of, or null.</summary>
    public async Task<ModelManifest?> FindManifestAsync(CancellationToken cancellationToken)
    {
        foreach (var candidate in _candidates.ToList())
        {
            if (await ManifestAsync(candidate, cancellationToken) is { } manifest)
                return manifest;
        }

        return null;
    }

    /// <summary>The best source that has this very file, or null.</summary>
    public async Task<IModelFileSource?> FindAsync(ManifestFile file, CancellationToken cancellationToken)
    {
        foreach (var candidate in _candidates.ToList())
        {
            if (await ManifestAsync(candidate, cancellationToken) is { } manifest && manifest.Find(file.Path) == file)
                return candidate.Source;
        }

        return null;
    }

    /// <summary>Notes that a source failed.</summary>
    public void Strike(IModelFileSource source, string failure)
    {
        LastFailure = failure;
        var candidate = _candidates.Find(candidate => candidate.Source == source);
        if (candidate is null)
            return;
        _candidates.Remove(candidate);
        if (++candidate.Strikes < Strikes)
            _candidates.Add(candidate);
    }

    private async Task<ModelManifest?> ManifestAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        if (candidate.HasAnswered)
            return candidate.Manifest;
        try
        {
            var manifest = await candidate.Source.FindAsync(model, cancellationToken);
            var fault = manifest is null ? $"{candidate.Source.Name} does not have it" : ManifestChecks.Fault(manifest);
            (candidate.HasAnswered, candidate.Manifest) = (true, fault is null ? manifest : null);
            LastFailure = fault ?? LastFailure;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Strike(candidate.Source, $"{candidate.Source.Name}: {exception.Message}");
        }

        return candidate.Manifest;
    }

    private sealed class Candidate(IModelFileSource source)
    {
        public IModelFileSource Source { get; } = source;

        public ModelManifest? Manifest { get; set; }

        public bool HasAnswered { get; set; }

        public int Strikes { get; set; }
    }
}
