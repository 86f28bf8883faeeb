namespace EdgeAigc.Core.Caching;

/// <summary>Says whether a node takes a request for a model that is not in its memory, and when it would have the model. Models that find room, or are on
/// their way, come in freely; those that displace others are limited by a <see cref="ChurnGuard"/>, which a request that no other node takes passes. A node loads one
/// model after the other, so each load that was promised delays those promised later. Not for several threads at once.</summary>
/// <param name="churnShare">Share of the time that may go into loads which displace others, in [0, 1].</param>
/// <param name="savedSeconds">Seconds of such loads that a quiet node saves up; at least 0.</param>
public sealed class ColdRequests(double churnShare, double savedSeconds)
{
    private readonly ChurnGuard _guard = new(churnShare, savedSeconds);
    private readonly Dictionary<string, (double ReadyAt, double Until)> _coming = new(StringComparer.Ordinal);
    private double _busyUntil;

    /// <summary>Whether the node takes a request.</summary>
    /// <param name="displaces">Whether other models must leave for its model.</param>
    /// <param name="isLastResort">Whether no other node takes it.</param>
    /// <param name="now">Time in seconds on a clock that began at 0 with this object.</param>
    public bool Allows(bool displaces, bool isLastResort, double now) => isLastResort || !displaces || _guard.Allows(now);

    /// <summary>Whether the load for an accepted request is expected to be under way, or in line.</summary>
    /// <param name="model">The model.</param>
    /// <param name="now">Time in seconds on the same clock.</param>
    public bool IsComing(string model, double now) => _coming.TryGetValue(model, out var load) && (now < load.Until || !_coming.Remove(model));

    /// <summary>The models whose loads are expected to be under way, or in line.</summary>
    /// <param name="now">Time in seconds on the same clock.</param>
    public IEnumerable<string> Coming(double now) => _coming.Where(load => now < load.Value.Until).Select(load => load.Key);

    /// <summary>Expected time in seconds until a model would be in memory, behind the load under way and those that were promised before.</summary>
    /// <param name="model">The model, which is not in memory.</param>
    /// <param name="loadSeconds">Expected time of its load alone.</param>
    /// <param name="underWay">The load under way that a plan began, with the seconds it is expected to take yet; null where there is none.</param>
    /// <param name="now">Time in seconds on the same clock.</param>
    public double WaitSeconds(string model, double loadSeconds, (string Model, double SecondsLeft)? underWay, double now)
    {
        if (underWay is { } own && own.Model == model)
            return own.SecondsLeft;
        if (IsComing(model, now))
            return Math.Max(0, _coming[model].ReadyAt - now);
        var planned = underWay is { } other && !IsComing(other.Model, now) ? other.SecondsLeft : 0;
        return Math.Max(0, _busyUntil - now) + planned + loadSeconds;
    }

    /// <summary>A request was accepted whose model is not in memory.</summary>
    /// <param name="model">The model.</param>
    /// <param name="displaces">Whether others must leave for it.</param>
    /// <param name="loadSeconds">Expected time of its load alone.</param>
    /// <param name="now">Time in seconds on the same clock.</param>
    public void NoteAccepted(string model, bool displaces, double loadSeconds, double now)
    {
        if (IsComing(model, now))
            return;
        if (displaces)
            _guard.Note(loadSeconds, now);
        _busyUntil = Math.Max(_busyUntil, now) + loadSeconds;
        // Loads may take longer than expected; after as much time again it is not believed any more.
        _coming[model] = (_busyUntil, _busyUntil + loadSeconds);
    }
}
