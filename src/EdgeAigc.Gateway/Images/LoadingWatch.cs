using EdgeAigc.Contracts.Generation;
using EdgeAigc.Gateway.Errors;

namespace EdgeAigc.Gateway.Images;

/// <summary>Whether a request waits for its model to be loaded, by its events, and for how long it still will.</summary>
internal sealed class LoadingWatch(TimeProvider time)
{
    private const int UnknownRetrySeconds = 5;
    private const int MaxRetrySeconds = 300;
    private const double MaxProgress = 0.99;

    private ModelLoading? _loading;
    private long _since;

    /// <summary>Time until the model is expected to be there; null where nothing is known.</summary>
    public TimeSpan? Left => _loading?.Expected is { } expected ? TimeSpan.FromTicks(Math.Max(0, (expected - Elapsed).Ticks)) : null;

    private TimeSpan Elapsed => time.GetElapsedTime(_since);

    /// <summary>Takes an event.</summary>
    public void Take(GenerationEvent next)
    {
        switch (next)
        {
            case ModelLoading loading:
                (_loading, _since) = (loading, time.GetTimestamp());
                break;
            case GenerationAccepted or DenoisingStarted or GenerationQueued or GenerationCompleted:
                _loading = null;
                break;
        }
    }

    /// <summary>Whether the caller had better come back: the load goes on without it and takes longer than it should wait.</summary>
    public bool IsLong(TimeSpan patience) => _loading is { IsPlanned: true } && Left > patience;

    /// <summary>A refusal of the kind that may be asked again, with what is known of the load.</summary>
    public ApiError Tell(ApiError error) => _loading is { } loading && error.Status == StatusCodes.Status503ServiceUnavailable && error.RetryAfterSeconds is not null
        ? error with
        {
            RetryAfterSeconds = Left is { } left ? Math.Clamp((int)Math.Ceiling(left.TotalSeconds), 1, MaxRetrySeconds) : UnknownRetrySeconds,
            Loading = new(
                loading.Model,
                loading.Node.Length > 0 ? loading.Node : null,
                "loading",
                loading.Expected is { Ticks: > 0 } expected ? Math.Round(Math.Min(MaxProgress, Elapsed / expected), 3) : null,
                Left is { } eta ? Math.Round(eta.TotalSeconds, 1) : null),
        }
        : error;

    /// <summary>The refusal of a request that had better come back.</summary>
    public ApiError Refuse() => Tell(new(StatusCodes.Status503ServiceUnavailable, "model_loading", "model",
        $"Model '{_loading!.Model}' is being loaded; ask again then, submit a job, or choose a model that GET /v1/models shows in memory.")
    {
        RetryAfterSeconds = UnknownRetrySeconds,
    });
}
