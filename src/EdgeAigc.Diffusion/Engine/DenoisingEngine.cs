using EdgeAigc.Diffusion.Models;
using Microsoft.Extensions.Logging;

namespace EdgeAigc.Diffusion.Engine;

/// <summary>Runs jobs one after the other on a dedicated thread, so that native calls never block a thread pool or a grain.</summary>
public sealed class DenoisingEngine : IDenoisingEngine
{
    /// <summary>Starts the device thread; no model is loaded yet.</summary>
    /// <param name="catalog">The models to serve.</param>
    /// <param name="options">Device and limits.</param>
    /// <param name="time">Clock for the timings.</param>
    /// <param name="logger">Log.</param>
    public DenoisingEngine(ModelCatalog catalog, EngineOptions options, TimeProvider time, ILogger<DenoisingEngine> logger)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        Models = catalog.Models;
        Device = $"{options.Device}";
    }

    /// <inheritdoc/>
    public string Device { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ModelFolder> Models { get; }

    /// <inheritdoc/>
    public int QueuedJobs { get; }

    /// <inheritdoc/>
    public long OutstandingSteps { get; }

    /// <inheritdoc/>
    public JobFault? Check(DenoisingJob job) => throw new NotImplementedException();

    /// <inheritdoc/>
    public Task<JobOutcome> RunAsync(DenoisingJob job, Action<JobProgress>? progress, CancellationToken cancellation) =>
        throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
