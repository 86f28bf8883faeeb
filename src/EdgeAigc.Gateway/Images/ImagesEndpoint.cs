using EdgeAigc.Contracts.Generation;
using EdgeAigc.Gateway.Cluster;
using EdgeAigc.Gateway.Errors;

namespace EdgeAigc.Gateway.Images;

/// <summary>POST /v1/images/generations.</summary>
internal sealed class ImagesEndpoint(IImageCluster cluster, HttpApiOptions options, TimeProvider time)
{
    /// <summary>Name of the header that makes a request sent again the same request.</summary>
    public const string IdempotencyKey = "Idempotency-Key";

    public async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var (body, error) = await ImageRequestReader.ReadAsync(context.Request, options.MaxBodyBytes, cancellationToken);
        var key = context.Request.Headers.TryGetValue(IdempotencyKey, out var keys) ? keys.ToString() : null;
        error ??= CheckKey(key);
        var order = error is null ? ImageOrderMapping.Map(body!, key, options.PartialImageSteps, out error) : null;
        if (order is null)
            await ErrorReplies.WriteAsync(context, error!);
        else if (order.IsStream)
            await new ImageStream(context, order, time).SendAsync(cluster.GenerateAsync(order.Requests[0].Id, order.Requests[0].Request, cancellationToken), cancellationToken);
        else
            await ReplyAsync(context, order, cancellationToken);
    }

    private static ApiError? CheckKey(string? key) => key is null or { Length: > 0 and <= RequestIdentity.MaxKeyLength }
        ? null
        : ApiErrors.Invalid(IdempotencyKey, $"{IdempotencyKey} has {key.Length} characters; it must have 1 to {RequestIdentity.MaxKeyLength}.");

    private async Task ReplyAsync(HttpContext context, ImageOrder order, CancellationToken cancellationToken)
    {
        var results = await RunAllAsync(order, cancellationToken);
        // When one image fails the others are cancelled; the cause is told, not the consequence.
        var failure = results.OfType<GenerationFailed>().OrderBy(failed => failed.Code == FailureCodes.Cancelled).FirstOrDefault();
        if (failure is not null)
        {
            await ErrorReplies.WriteAsync(context, FailureMapping.ToApiError(failure));
            return;
        }

        var images = results.Cast<GenerationCompleted>().ToArray();
        ImageReply[] data = [.. images.Select(image => new ImageReply(image.Image, ImageAccount.Of(image)))];
        ImageAccount.SetHeaders(context.Response.Headers, [.. data.Select(image => image.Account)]);
        var reply = new ImagesReply(
            time.GetUtcNow().ToUnixTimeSeconds(), data, "opaque", order.FormatName, order.QualityName, $"{images[0].Width}x{images[0].Height}");
        await context.Response.WriteAsJsonAsync(reply, GatewayJson.Default.ImagesReply, cancellationToken: cancellationToken);
    }

    private async Task<GenerationEvent[]> RunAllAsync(ImageOrder order, CancellationToken cancellationToken)
    {
        using var others = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var results = await Task.WhenAll(order.Requests.Select(item => RunAsync(item.Id, item.Request, others)));
        cancellationToken.ThrowIfCancellationRequested();
        return results;
    }

    /// <summary>The last event of a request; a failure stops the others.</summary>
    private async Task<GenerationEvent> RunAsync(string id, GenerationRequest request, CancellationTokenSource others)
    {
        try
        {
            await foreach (var next in cluster.GenerateAsync(id, request, others.Token))
            {
                if (next is GenerationFailed)
                    await others.CancelAsync();
                if (next.IsLast)
                    return next;
            }
        }
        catch (OperationCanceledException) when (others.IsCancellationRequested)
        {
            return new GenerationFailed(FailureCodes.Cancelled, null, "The request was cancelled.", false);
        }
        catch
        {
            await others.CancelAsync();
            throw;
        }

        throw new InvalidOperationException($"The stream of request '{id}' ended without a last event.");
    }
}
