using System.Runtime.CompilerServices;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Gateway.Callers;
using EdgeAigc.Gateway.Cluster;
using EdgeAigc.Gateway.Errors;

namespace EdgeAigc.Gateway.Images;

/// <summary>POST /v1/images/generations.</summary>
internal sealed class ImagesEndpoint(IImageCluster cluster, ImageRequestReader reader, WorkQuotas quotas, HttpApiOptions options, TimeProvider time)
{
    /// <summary>Name of the header that makes a request sent again the same request.</summary>
    public const string IdempotencyKey = "Idempotency-Key";

    public async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var (body, error) = await reader.ReadAsync(context.Request, cancellationToken);
        var key = context.Request.Headers.TryGetValue(IdempotencyKey, out var keys) ? keys.ToString() : null;
        error ??= CheckKey(key);
        var order = error is null ? ImageOrderMapping.Map(body!, key, Caller.Of(context).Key, options.PartialImageSteps, out error) : null;
        if (order is not null)
            error = await quotas.ReserveAsync(context, order, cancellationToken);
        await (error is null ? ServeAsync(context, order!, cancellationToken) : ErrorReplies.WriteAsync(context, error));
    }

    private static ApiError? CheckKey(string? key) => key is null or { Length: > 0 and <= RequestIdentity.MaxKeyLength }
        ? null
        : ApiErrors.Invalid(IdempotencyKey, $"{IdempotencyKey} has {key.Length} characters; it must have 1 to {RequestIdentity.MaxKeyLength}.");

    private async Task ServeAsync(HttpContext context, ImageOrder order, CancellationToken cancellationToken)
    {
        WorkMeter[] meters = [.. order.Requests.Select(_ => new WorkMeter())];
        try
        {
            if (order.IsStream)
                await new ImageStream(context, order, time).SendAsync(FollowAsync(order, 0, meters[0], cancellationToken), cancellationToken);
            else
                await ReplyAsync(context, order, meters, cancellationToken);
        }
        finally
        {
            // Also when the client went away: what was made until then was made.
            await quotas.SettleAsync(context, order, meters);
        }
    }

    private async IAsyncEnumerable<GenerationEvent> FollowAsync(
        ImageOrder order, int index, WorkMeter meter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var next in cluster.GenerateAsync(order.Requests[index].Id, order.Requests[index].Request, cancellationToken))
        {
            meter.Take(next);
            yield return next;
        }
    }

    private async Task ReplyAsync(HttpContext context, ImageOrder order, WorkMeter[] meters, CancellationToken cancellationToken)
    {
        var results = await RunAllAsync(order, meters, cancellationToken);
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

    private async Task<GenerationEvent[]> RunAllAsync(ImageOrder order, WorkMeter[] meters, CancellationToken cancellationToken)
    {
        using var others = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var results = await Task.WhenAll(meters.Select((meter, index) => RunAsync(order, index, meter, others)));
        cancellationToken.ThrowIfCancellationRequested();
        return results;
    }

    /// <summary>The last event of a request; a failure stops the others.</summary>
    private async Task<GenerationEvent> RunAsync(ImageOrder order, int index, WorkMeter meter, CancellationTokenSource others)
    {
        try
        {
            await foreach (var next in FollowAsync(order, index, meter, others.Token))
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

        throw new InvalidOperationException($"The stream of request '{order.Requests[index].Id}' ended without a last event.");
    }
}
