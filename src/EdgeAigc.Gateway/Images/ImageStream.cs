using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Gateway.Errors;

namespace EdgeAigc.Gateway.Images;

/// <summary>
/// Sends a request's events as server-sent events. Until a node has taken the request nothing is sent, so that a refusal still has its HTTP
/// status; what goes wrong after that is an event.
/// </summary>
internal sealed class ImageStream(HttpContext context, ImageOrder order, TimeProvider time)
{
    /// <summary>Media type of the stream.</summary>
    public const string ContentType = "text/event-stream";

    private int _partialImages;
    private string _size = "auto";

    public async Task SendAsync(IAsyncEnumerable<GenerationEvent> events, CancellationToken cancellationToken)
    {
        await foreach (var next in events.WithCancellation(cancellationToken))
        {
            if (order.TellsProgress)
                await TellAsync(next, cancellationToken);
            switch (next)
            {
                case GenerationFailed failed when !context.Response.HasStarted:
                    await ErrorReplies.WriteAsync(context, FailureMapping.ToApiError(failed));
                    return;
                case GenerationFailed failed:
                    await FailAsync(FailureMapping.ToApiError(failed), cancellationToken);
                    return;
                case GenerationJoined when !context.Response.HasStarted:
                    context.Response.Headers[ImageOrderReader.IdempotentReplayed] = "true";
                    break;
                case GenerationQueued queued:
                    // A comment: it keeps the connection open and clients pass over it.
                    await SendAsync($": {queued.Waiting} wait\n\n", cancellationToken);
                    break;
                case GenerationAccepted:
                    await SendAsync(": accepted\n\n", cancellationToken);
                    break;
                case ModelLoading loading:
                    await SendAsync($": loading{(loading.Expected is { } expected ? $", about {Math.Ceiling(expected.TotalSeconds)} s" : "")}\n\n", cancellationToken);
                    break;
                case DenoisingStarted started:
                    _size = SizeOf(started);
                    break;
                case DenoisingStep { Preview: { } preview } step when step.Step < step.Steps && _partialImages < order.PartialImages:
                    var partial = new PartialImageEvent(preview, _partialImages++, Now(), _size, order.QualityName, order.FormatName);
                    await SendAsync(PartialImageEvent.Name, partial, GatewayJson.Default.PartialImageEvent, cancellationToken);
                    break;
                case GenerationCompleted image:
                    var completed = new CompletedImageEvent(
                        image.Image, Now(), $"{image.Width}x{image.Height}", order.QualityName, order.FormatName, ImageAccount.Of(image));
                    await SendAsync(CompletedImageEvent.Name, completed, GatewayJson.Default.CompletedImageEvent, cancellationToken);
                    return;
            }
        }
    }

    private Task TellAsync(GenerationEvent next, CancellationToken cancellationToken) => next switch
    {
        GenerationQueued queued => SendAsync(QueuedEvent.Name, new(queued.Waiting), GatewayJson.Default.QueuedEvent, cancellationToken),
        GenerationAccepted accepted => SendAsync(AcceptedEvent.Name, AcceptedEvent.Of(accepted), GatewayJson.Default.AcceptedEvent, cancellationToken),
        ModelLoading loading => SendAsync(
            LoadingEvent.Name, new(loading.Model, loading.Node, loading.Expected?.TotalMilliseconds), GatewayJson.Default.LoadingEvent, cancellationToken),
        DenoisingStep step => SendAsync(StepEvent.Name, new(step.Step, step.Steps), GatewayJson.Default.StepEvent, cancellationToken),
        _ => Task.CompletedTask,
    };

    /// <summary>Tells a refusal in a stream that has begun.</summary>
    public static Task FailAsync(HttpContext context, ApiError error, CancellationToken cancellationToken) =>
        SendAsync(context, Format(ErrorEvent.Name, new ErrorEvent(error.ToReply().Error), GatewayJson.Default.ErrorEvent), cancellationToken);

    private Task FailAsync(ApiError error, CancellationToken cancellationToken) => FailAsync(context, error, cancellationToken);

    private long Now() => time.GetUtcNow().ToUnixTimeSeconds();

    private string SizeOf(DenoisingStarted started) => order.Requests[0].Request switch
    {
        { OutputWidth: { } width, OutputHeight: { } height } => $"{width}x{height}",
        _ => $"{started.Width}x{started.Height}",
    };

    private Task SendAsync<T>(string name, T data, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        SendAsync(Format(name, data, type), cancellationToken);

    private Task SendAsync(string text, CancellationToken cancellationToken) => SendAsync(context, text, cancellationToken);

    // The JSON has no line breaks, so that one data line holds it.
    private static string Format<T>(string name, T data, JsonTypeInfo<T> type) => $"event: {name}\ndata: {JsonSerializer.Serialize(data, type)}\n\n";

    private static async Task SendAsync(HttpContext context, string text, CancellationToken cancellationToken)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.ContentType = ContentType;
            context.Response.Headers.CacheControl = "no-cache";
        }

        await context.Response.WriteAsync(text, cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }
}
