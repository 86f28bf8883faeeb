using System.Diagnostics;
using System.Diagnostics.Metrics;
using EdgeAigc.Core.Telemetry;
using EdgeAigc.Diffusion.Calibration;
using EdgeAigc.Diffusion.Images;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Onnx;
using EdgeAigc.Diffusion.Pipelines;
using EdgeAigc.Diffusion.Residency;
using EdgeAigc.Diffusion.Telemetry;
using Microsoft.Extensions.Logging;

namespace EdgeAigc.Diffusion.Engine;

/// <summary>Serves text-to-image jobs by continuous batching: the device does one denoising step at a time, for a batch of jobs of one
/// model at whatever step each is, and jobs join and leave between two steps. Native calls run on threads of their own and
/// never block a thread pool or a grain. Models are loaded when somebody wants them, within a memory budget. A job's fault
/// never touches another job.</summary>
public sealed partial class DenoisingEngine : IDenoisingEngine
{
    private readonly ModelCatalog _catalog;
    private readonly JobChecks _checks;
    private readonly JobBoard _board;
    private readonly ModelWishes _models;
    private readonly EngineCalibrations _calibrations;
    private readonly DeviceLoop _loop;
    private readonly EngineOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<DenoisingEngine> _logger;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts the device thread; no model is loaded yet.</summary>
    /// <param name="catalog">The models to serve.</param>
    /// <param name="options">Device and limits.</param>
    /// <param name="time">Clock for deadlines and timings.</param>
    /// <param name="logger">Log.</param>
    /// <param name="source">Brings the models' files to their folders; null when they are there.</param>
    /// <param name="meters">Where it is measured; null where nobody reads it.</param>
    /// <exception cref="InvalidOperationException">The device of the options cannot be used.</exception>
    public DenoisingEngine(ModelCatalog catalog, EngineOptions options, TimeProvider time, ILogger<DenoisingEngine> logger, IModelSource? source = null,
        IMeterFactory? meters = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        var sessions = new OnnxSessions(options);
        Device = sessions.Device;
        (_catalog, _options, _time, _logger) = (catalog, options, time, logger);
        ModelMemoryBytes = options.MemoryBytes;
        _checks = new(catalog, ModelMemoryBytes);
        _board = new(options.MaxQueuedJobs);
        var metrics = new EngineMetrics(meters);
        var order = new EvictionOrder(options.CachePolicy, ModelMemoryBytes, time);
        var fetches = new ModelFetches(source ?? new InPlaceModels(), time, _board.Signal);
        var residency = new ModelResidency(
            new LoadingThread(sessions, time, _board.Signal), new ClosingThread(time, _board.Signal, logger), options.UnloadBufferBytes, fetches, order, metrics, time, logger);
        _models = new(residency, order);
        _calibrations = new(Device, options.MaxBatchSamples, time);
        var news = new JobNews(_board, logger);
        var pictures = new PictureUnits(_board, news, Device, time);
        _loop = new(
            _board,
            _models,
            new JobUnits(_board, _checks, news, pictures, metrics, Device, time, logger),
            pictures,
            new BatchChoice(TimeSpan.FromSeconds(options.PatienceSeconds), options.MaxBatchSamples),
            _calibrations,
            options.MaxBatchSamples);
        new Thread(Work) { IsBackground = true, Name = $"Denoising on {Device}" }.Start();
        metrics.Observe(this);
        LogStarted(Device, Models.Count);
    }

    /// <inheritdoc/>
    public string Device { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ModelFolder> Models => _catalog.Models;

    /// <inheritdoc/>
    public IReadOnlyList<ResidentModel> ResidentModels => _models.Resident;

    /// <inheritdoc/>
    public long ModelMemoryBytes { get; }

    /// <inheritdoc/>
    public int QueueCapacity => _options.MaxQueuedJobs;

    /// <inheritdoc/>
    public int QueuedJobs => _board.Waiting;

    /// <inheritdoc/>
    public long OutstandingSteps => _board.OutstandingSteps;

    /// <inheritdoc/>
    public JobFault? Check(DenoisingJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        _checks.Resolve(job, out var fault);
        return fault;
    }

    /// <inheritdoc/>
    public async Task<JobOutcome> RunAsync(DenoisingJob job, Action<JobProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(job);
        cancellation.ThrowIfCancellationRequested();
        if (_checks.Resolve(job, out var fault) is not { } resolved)
            return JobOutcome.FromFault(fault!);
        if (job.InitialImage is { } file)
        {
            // Decoding a large file takes long; neither the caller's thread nor the device waits for it.
            var size = new ImageSize(resolved.Width, resolved.Height);
            resolved = resolved with { InitialPlanes = await Task.Run(() => ImageReader.TryRead(file, size, nameof(job.InitialImage), out fault), cancellation) };
            if (fault is not null)
                return JobOutcome.FromFault(fault);
        }

        var trace = new JobTrace(Activity.Current?.Context ?? default, job.Model);
        var queued = new QueuedJob(job, resolved, progress, new JobClock(_time), trace, cancellation);
        trace.Enter(TelemetryNames.Queue);
        try
        {
            return await RunAsync(queued, cancellation);
        }
        finally
        {
            trace.End();
        }
    }

    /// <inheritdoc/>
    public Task<JobFault?> LoadAsync(string model, CancellationToken cancellation) => WishAsync(model, load: true, cancellation);

    /// <inheritdoc/>
    public Task<JobFault?> UnloadAsync(string model, CancellationToken cancellation) => WishAsync(model, load: false, cancellation);

    /// <inheritdoc/>
    public void Pin(IReadOnlySet<string> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        _models.Pinned = models;
    }

    /// <inheritdoc/>
    public async Task<CalibrationOutcome> CalibrateAsync(
        string model, CalibrationSettings settings, Action<CalibrationProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        // Loaded anew, so that its memory can be measured; once before, so that code and libraries do not count.
        if ((settings.Check() ?? await LoadAsync(model, cancellation) ?? await UnloadAsync(model, cancellation)) is { } fault)
            return CalibrationOutcome.FromFault(fault);
        var before = Environment.WorkingSet;
        if (await LoadAsync(model, cancellation) is { } failure)
            return CalibrationOutcome.FromFault(failure);
        var folder = _checks.FindModel(model, out _)!;
        var calibration = new EngineCalibration(folder, settings, before, progress, cancellation);
        _calibrations.Add(calibration);
        _board.Signal();
        if (_board.IsClosed)
            return CalibrationOutcome.FromFault(EngineFaults.Stopping);
        await using var registration = cancellation.UnsafeRegister(_ => _board.Signal(), null);
        try
        {
            return CalibrationOutcome.Store(folder.Path, await calibration.Completion.Task);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return CalibrationOutcome.FromFault(_board.IsClosed ? EngineFaults.Stopping : EngineFaults.LoadFailed(model, exception));
        }
    }

    /// <summary>Stops at the next step boundary, ends what runs or waits with <see cref="JobFaultCode.EngineStopping"/>, and
    /// releases the models.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var job in _board.Close())
            _board.EndIdle(job, JobOutcome.FromFault(EngineFaults.Stopping));
        await _stopped.Task;
    }

    private async Task<JobOutcome> RunAsync(QueuedJob queued, CancellationToken cancellation)
    {
        if (!_board.TryAdd(queued))
            return JobOutcome.FromFault(_board.IsClosed ? EngineFaults.Stopping : EngineFaults.QueueFull(_options.MaxQueuedJobs));

        await using var registration = cancellation.UnsafeRegister(_ => _board.EndIdle(queued, null), null);
        return await queued.Completion.Task;
    }

    private async Task<JobFault?> WishAsync(string model, bool load, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        cancellation.ThrowIfCancellationRequested();
        if (_checks.FindModel(model, out var fault) is not { } folder)
            return fault;
        var wish = new ModelWish(folder, load, cancellation);
        _models.Add(wish);
        _board.Signal();
        // Nobody may be left to hear it.
        if (_board.IsClosed)
            wish.Completion.TrySetResult(EngineFaults.Stopping);
        await using var registration = cancellation.UnsafeRegister(_ => _board.Signal(), null);
        return await wish.Completion.Task;
    }

    private void Work()
    {
        try
        {
            _loop.Run();
            LogStopped(Device);
        }
        finally
        {
            _stopped.SetResult();
        }
    }
}
