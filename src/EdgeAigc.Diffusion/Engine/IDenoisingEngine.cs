using EdgeAigc.Diffusion.Calibration;
using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Engine;

/// <summary>Runs text-to-image jobs on one device, many at a time. All members may be called from any thread.</summary>
public interface IDenoisingEngine : IAsyncDisposable
{
    /// <summary>The device, e.g. <c>CPU (2 threads)</c> or <c>CUDA:0</c>.</summary>
    string Device { get; }

    /// <summary>The models it can serve, ordered by name.</summary>
    IReadOnlyList<ModelFolder> Models { get; }

    /// <summary>The models in memory, ordered by name.</summary>
    IReadOnlyList<ResidentModel> ResidentModels { get; }

    /// <summary>Memory in bytes that all models together may occupy.</summary>
    long ModelMemoryBytes { get; }

    /// <summary>Jobs that may wait for the device; one more is refused.</summary>
    int QueueCapacity { get; }

    /// <summary>Jobs that were accepted and wait for the device.</summary>
    int QueuedJobs { get; }

    /// <summary>Denoising steps of accepted jobs, running ones included, that are not done yet.</summary>
    long OutstandingSteps { get; }

    /// <summary>Checks everything that can be known without running the model. Cheap; calls no native code.</summary>
    /// <returns>The first fault, or null when <see cref="RunAsync"/> would accept the job now, queue permitting.</returns>
    JobFault? Check(DenoisingJob job);

    /// <summary>Checks, queues and runs a job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="progress">Called on the device thread, in order; must be quick. What it throws ends the job with a fault.</param>
    /// <param name="cancellation">Takes effect at once while the job waits, and at the next step boundary when it runs.</param>
    /// <returns>The picture, or the fault.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    Task<JobOutcome> RunAsync(DenoisingJob job, Action<JobProgress>? progress, CancellationToken cancellation);

    /// <summary>Loads a model ahead of jobs; joins a load that is under way. Without effect when the model is in memory.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="cancellation">Takes the wish back; the load stops when nobody else wants it.</param>
    /// <returns>Null once the model is in memory, or the fault.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    Task<JobFault?> LoadAsync(string model, CancellationToken cancellation);

    /// <summary>Unloads a model once no job uses it. Jobs that wait for it load it again.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="cancellation">Takes the wish back.</param>
    /// <returns>Null once the model is not in memory, or the fault.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    Task<JobFault?> UnloadAsync(string model, CancellationToken cancellation);

    /// <summary>Says which models make room for no others from now on, but for jobs that were accepted and have no other room.</summary>
    /// <param name="models">Names, in place of those pinned before.</param>
    void Pin(IReadOnlySet<string> models);

    /// <summary>Measures the curves of a model and stores them beside it, in small units between which jobs are served.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="settings">What to measure, and how well.</param>
    /// <param name="progress">Called on the device thread after each unit; must be quick.</param>
    /// <param name="cancellation">Takes effect between two units; nothing is stored then.</param>
    /// <returns>The curves, or the fault.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    Task<CalibrationOutcome> CalibrateAsync(
        string model, CalibrationSettings settings, Action<CalibrationProgress>? progress, CancellationToken cancellation);
}
