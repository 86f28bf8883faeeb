using EdgeAigc.Gateway.Callers;
using EdgeAigc.Gateway.Cluster;
using EdgeAigc.Gateway.Errors;
using EdgeAigc.Gateway.Jobs;

namespace EdgeAigc.Gateway.Images;

/// <summary>POST /v1/images/generations.</summary>
internal sealed class ImagesEndpoint(
    IImageCluster cluster, IImageJobs kept, ImageOrderReader orders, ImageUrls urls, WorkQuotas quotas, HttpApiOptions options, TimeProvider time)
{
    private readonly TimeSpan _loadingPatience = TimeSpan.FromSeconds(options.LoadingPatienceSeconds);

    public async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var (order, error) = await orders.ReadAsync(context, cancellationToken);
        error ??= await quotas.ReserveAsync(context, order!, cancellationToken);
        await (error is null ? ServeAsync(context, order!, cancellationToken) : ErrorReplies.WriteAsync(context, error));
    }

    private async Task ServeAsync(HttpContext context, ImageOrder order, CancellationToken cancellationToken)
    {
        ImageRun[] runs = [.. order.Requests.Select(item => new ImageRun(cluster, item.Id, item.Request, time))];
        try
        {
            if (order.IsStream)
                await new ImageStream(context, order, time).SendAsync(runs[0].FollowAsync(cancellationToken), cancellationToken);
            else
                await ReplyAsync(context, order, runs, cancellationToken);
        }
        finally
        {
            // Also when the client went away: what was made until then was made.
            await quotas.SettleAsync(context, order, runs.Select(run => run.Meter));
        }
    }

    private async Task ReplyAsync(HttpContext context, ImageOrder order, ImageRun[] runs, CancellationToken cancellationToken)
    {
        using var others = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAll(runs.Select(run => run.RunAsync(_loadingPatience, others)));
        cancellationToken.ThrowIfCancellationRequested();
        if (runs.All(run => run.IsJoined))
            context.Response.Headers[ImageOrderReader.IdempotentReplayed] = "true";
        // When one image fails the others are cancelled; the cause is told, not the consequence.
        var refused = runs.Where(run => run.Refusal is not null).OrderBy(run => run.WasCancelled).FirstOrDefault();
        var data = refused is null ? await KeepAsync(context, order, runs) : null;
        if (data is null)
        {
            await ErrorReplies.WriteAsync(context, refused?.Refusal ?? JobErrors.TooLarge());
            return;
        }

        ImageAccount.SetHeaders(context.Response.Headers, [.. data.Select(image => image.Account)]);
        var reply = ImagesReply.Of(time.GetUtcNow(), data, order.FormatName, order.QualityName, runs[0].Image!);
        await context.Response.WriteAsJsonAsync(reply, GatewayJson.Default.ImagesReply, cancellationToken: cancellationToken);
    }

    /// <summary>The images, or their addresses; null when one is too large to be kept.</summary>
    private async Task<IReadOnlyList<ImageReply>?> KeepAsync(HttpContext context, ImageOrder order, ImageRun[] runs)
    {
        var data = new List<ImageReply>();
        foreach (var image in runs.Select(run => run.Image!))
        {
            var id = order.IsUrl ? await kept.KeepAsync(image.Image, image.ContentType) : null;
            if (order.IsUrl && id is null)
                return null;
            data.Add(new(order.IsUrl ? null : image.Image, id is null ? null : urls.Of(context, id), ImageAccount.Of(image)));
        }

        return data;
    }
}
