using System.Runtime.CompilerServices;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Gateway.Callers;
using EdgeAigc.Gateway.Cluster;
using EdgeAigc.Gateway.Errors;
using EdgeAigc.Gateway.Jobs;

namespace EdgeAigc.Gateway.Images;

/// <summary>POST /v1/images/generations.</summary>
internal sealed class ImagesEndpoint(
    IImageCluster cluster, IImageJobs kept, ImageOrderReader orders, ImageUrls urls, WorkQuotas quotas, TimeProvider time)
{
    public async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var (order, error) = await orders.ReadAsync(context, cancellationToken);
        error ??= await quotas.ReserveAsync(context, order!, cancellationToken);
        await (error is null ? ServeAsync(context, order!, cancellationToken) : ErrorReplies.WriteAsync(context, error));
    }

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
        var data = new List<ImageReply>();
        foreach (var image in images)
        {
            var id = order.IsUrl ? await kept.KeepAsync(image.Image, image.ContentType) : null;
            if (order.IsUrl && id is null)
            {
                await ErrorReplies.WriteAsync(context, JobErrors.TooLarge());
                return;
            }

            data.Add(new(order.IsUrl ? null : image.Image, id is null ? null : urls.Of(context, id), ImageAccount.Of(image)));
        }

        ImageAccount.SetHeaders(context.Response.Headers, [.. data.Select(image => image.Account)]);
        var reply = ImagesReply.Of(time.GetUtcNow(), data, order.FormatName, order.QualityName, images[0]);
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
