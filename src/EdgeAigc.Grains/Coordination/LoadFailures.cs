using System.Collections.Immutable;
using EdgeAigc.Contracts.Coordination;
using Microsoft.Extensions.Options;

namespace EdgeAigc.Grains.Coordination;

/// <summary>Models that could not be loaded, each left alone twice as long after each failure. Not for several threads at once.</summary>
internal sealed class LoadFailures(IOptions<CoordinationOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly Dictionary<string, (int Attempts, string Message, long At)> _failed = new(StringComparer.Ordinal);

    /// <summary>Failures whose time is not over.</summary>
    public ImmutableArray<FailedLoad> Current =>
        [.. _failed.Select(pair => new FailedLoad(pair.Key, pair.Value.Message, pair.Value.Attempts, Left(pair.Value)))
            .Where(failure => failure.RetryAfter > TimeSpan.Zero).OrderBy(failure => failure.Model, StringComparer.Ordinal)];

    public bool Holds(string model) => _failed.TryGetValue(model, out var failure) && Left(failure) > TimeSpan.Zero;

    public void Note(string model, string message) =>
        _failed[model] = (_failed.GetValueOrDefault(model).Attempts + 1, message, time.GetTimestamp());

    public void Forget(string model) => _failed.Remove(model);

    private TimeSpan Left((int Attempts, string Message, long At) failure)
    {
        var seconds = options.Value.RetrySeconds * Math.Pow(2, Math.Min(failure.Attempts - 1, 30));
        return TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds)) - time.GetElapsedTime(failure.At);
    }
}
