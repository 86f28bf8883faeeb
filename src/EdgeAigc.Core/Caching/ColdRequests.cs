namespace EdgeAigc.Core.Caching;

/// <summary>Says whether a node takes a request for a model that is not in its memory. Models that find room, or are on their way, come in freely;
/// those that displace others are limited by a <see cref="ChurnGuard"/>, which a request that no other node takes passes. Not for several threads at once.</summary>
/// <param name="churnShare">Share of the time that may go into loads which displace others, in [0, 1].</param>
/// <param name="savedSeconds">Seconds of such loads that a quiet node saves up; at least 0.</param>
public sealed class ColdRequests(double churnShare, double savedSeconds)
{
    // Loads may take longer than expected, and wait for each other.
    private const double LoadsBelieved = 2;

    private readonly ChurnGuard _guard = new(churnShare, savedSeconds);
    private readonly Dictionary<string, double> _coming = new(StringComparer.Ordinal);

    /// <summary>Whether the node takes a request.</summary>
    /// <param name="displaces">Whether other models must leave for its model.</param>
    /// <param name="isLastResort">Whether no other node takes it.</param>
    /// <param name="now">Time in seconds on a clock that began at 0 with this object.</param>
    public bool Allows(bool displaces, bool isLastResort, double now) => isLastResort || !displaces || _guard.Allows(now);

    /// <summary>Whether the load for an accepted request is expected to be under way.</summary>
    /// <param name="model">The model.</param>
    /// <param name="now">Time in seconds on the same clock.</param>
    public bool IsComing(string model, double now) => _coming.TryGetValue(model, out var until) && (now < until || !_coming.Remove(model));

    /// <summary>A request was accepted whose model is not in memory.</summary>
    /// <param name="model">The model.</param>
    /// <param name="displaces">Whether others must leave for it.</param>
    /// <param name="loadSeconds">Expected time of its load.</param>
    /// <param name="now">Time in seconds on the same clock.</param>
    public void NoteAccepted(string model, bool displaces, double loadSeconds, double now)
    {
        if (displaces && !IsComing(model, now))
            _guard.Note(loadSeconds, now);
        _coming[model] = now + (LoadsBelieved * loadSeconds);
    }
}
