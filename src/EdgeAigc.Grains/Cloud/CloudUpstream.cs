using System.ClientModel;
using System.ClientModel.Primitives;
using System.Diagnostics;
using System.Globalization;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Core.Telemetry;
using EdgeAigc.Grains.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenAI;
using OpenAI.Images;

namespace EdgeAigc.Grains.Cloud;

/// <summary>Serves requests by an OpenAI-compatible images endpoint. Steps, seed and quality are its own affair.</summary>
internal sealed partial class CloudUpstream(IOptions<CloudOptions> options, RequestMetrics metrics, TimeProvider time, ILogger<CloudUpstream> logger)
{
    /// <summary>What stands for the name of a node and of a device.</summary>
    public const string Name = "cloud";

    /// <summary>Whether the request may be served there.</summary>
    public bool Takes(GenerationRequest request) =>
        options.Value.Endpoint.Length > 0 && request.AllowCloud && request.InitialImage is null;

    /// <summary>Asks for the image.</summary>
    /// <param name="request">A request that <see cref="Takes"/> allows, with its model.</param>
    /// <param name="cancellationToken">Stops waiting for it.</param>
    /// <returns>The completed event with its image, or why there is none.</returns>
    public async Task<GenerationEvent> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        using var span = Spans.Start(TelemetryNames.GenerateContent, request.Model, ActivityKind.Client)?.SetTag(TelemetryNames.Provider, TelemetryNames.CloudProvider);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.TimeoutSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var answer = await Client(request.Model!).GenerateImageAsync(request.Prompt, Wishes(request), either.Token);
            var completed = Completed(request, answer.Value, time.GetElapsedTime(began));
            metrics.CloudEnded(request.Model!, completed.Finish, null);
            return completed;
        }
        catch (Exception exception) when (exception is ClientResultException or HttpRequestException or AggregateException or InvalidOperationException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The endpoint's words may repeat the prompt: they are for nobody's log.
            var status = (exception as ClientResultException)?.Status ?? 0;
            var error = status > 0 ? status.ToString(CultureInfo.InvariantCulture) : exception.GetType().FullName!;
            metrics.CloudEnded(request.Model!, time.GetElapsedTime(began), error);
            span.Fail(error);
            LogFailed(request.Model!, status, exception.GetType().Name);
            return new GenerationFailed(FailureCodes.NodeUnavailable, null,
                $"No node can serve the request, and the cloud upstream did not either ({(status > 0 ? $"status {status}" : exception.GetType().Name)}); try again later.", true);
        }
    }

    private ImageClient Client(string model) => new(
        options.Value.Models.GetValueOrDefault(model, model),
        new ApiKeyCredential(options.Value.ApiKey.Length > 0 ? options.Value.ApiKey : "none"),
        new OpenAIClientOptions
        {
            Endpoint = new(options.Value.Endpoint),
            NetworkTimeout = TimeSpan.FromSeconds(options.Value.TimeoutSeconds),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
        });

    private static ImageGenerationOptions Wishes(GenerationRequest request) => new()
    {
        ResponseFormat = GeneratedImageFormat.Bytes,
        Size = (request.OutputWidth ?? request.Width, request.OutputHeight ?? request.Height) is ({ } width, { } height) ? new GeneratedImageSize(width, height) : null,
    };

    private static GenerationCompleted Completed(GenerationRequest request, OpenAI.Images.GeneratedImage image, TimeSpan took)
    {
        var bytes = image.ImageBytes?.ToArray() ?? throw new InvalidOperationException("The answer has no image.");
        return new()
        {
            Image = bytes,
            ContentType = MediaType(bytes),
            Model = request.Model!,
            Node = Name,
            Device = Name,
            Scheduler = "",
            Steps = 0,
            Seed = request.Seed,
            Guidance = 0,
            Width = request.OutputWidth ?? request.Width ?? 0,
            Height = request.OutputHeight ?? request.Height ?? 0,
            Timings = new(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, took, TimeSpan.Zero),
            Warnings = ["Made by the cloud upstream: seed, steps and guidance were not applied."],
            Finish = took,
        };
    }

    private static string MediaType(ReadOnlySpan<byte> image) =>
        image.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]) ? "image/jpeg" : image.StartsWith("RIFF"u8) ? "image/webp" : "image/png";

    [LoggerMessage(Level = LogLevel.Warning, Message = "The cloud upstream did not serve a request for model {Model}: status {Status}, {Error}.")]
    private partial void LogFailed(string model, int status, string error);
}
