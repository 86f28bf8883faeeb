using System.Buffers;
using System.Text.Json;
using EdgeAigc.Contracts.Jobs;
using EdgeAigc.Gateway.Callers;
using EdgeAigc.Gateway.Errors;
using EdgeAigc.Gateway.Images;

namespace EdgeAigc.Gateway.Jobs;

/// <summary>POST /v1/images/jobs, GET /v1/images/jobs/{id} and POST /v1/images/jobs/{id}/cancel.</summary>
internal sealed class JobsEndpoint(IImageJobs jobs, ImageOrderReader orders, ImageUrls urls, WorkQuotas quotas)
{
    private const string Prefix = "job_";
    private const int PollSeconds = 1;
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    public async Task SubmitAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var (order, error) = await orders.ReadAsync(context, cancellationToken);
        if (order is { IsStream: true })
            error = ApiErrors.Invalid("stream", "stream is true; a job is asked for how far it is, or ask for images without a job.");
        error ??= await quotas.ReserveAsync(context, order!, cancellationToken);
        if (error is not null)
        {
            await ErrorReplies.WriteAsync(context, error);
            return;
        }

        var key = Caller.Of(context).Key;
        var id = Prefix + order!.Name;
        var status = await jobs.StartAsync(id, new()
        {
            Requests = [.. order.Requests.Select(item => new ImageJobRequest(item.Id, item.Request))],
            Owner = key?.Tenant,
            Note = JsonSerializer.Serialize(new JobNote(order.QualityName, order.FormatName, order.IsUrl), GatewayJson.Default.JobNote),
            ChargedKey = key is { Quota.IsLimited: true } ? key.Id : null,
        });
        // What has ended already is paid for; this submission adds nothing to it.
        if (status.EndedAt is not null || status.Failure is not null)
            await quotas.SettleAsync(context, order, []);
        // A job that was refused at once is a request that was refused.
        if (status.Failure is { } failure)
        {
            await ErrorReplies.WriteAsync(context, FailureMapping.ToApiError(failure));
            return;
        }

        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.Headers.Location = $"{context.Request.PathBase}/v1/images/jobs/{id}";
        await TellAsync(context, id, status, cancellationToken);
    }

    public async Task GetAsync(HttpContext context, string id, CancellationToken cancellationToken) =>
        await TellAsync(context, id, IsJob(id) ? await jobs.FindAsync(id, Caller.Of(context).Key?.Tenant) : null, cancellationToken);

    public async Task CancelAsync(HttpContext context, string id, CancellationToken cancellationToken) =>
        await TellAsync(context, id, IsJob(id) ? await jobs.CancelAsync(id, Caller.Of(context).Key?.Tenant) : null, cancellationToken);

    private static bool IsJob(string id) => id.StartsWith(Prefix, StringComparison.Ordinal) && id.Length == Prefix.Length + RequestIdentity.NameLength
        && !id.AsSpan(Prefix.Length).ContainsAnyExcept(Digits);

    private async Task TellAsync(HttpContext context, string id, ImageJobStatus? status, CancellationToken cancellationToken)
    {
        if (status is null)
        {
            await ErrorReplies.WriteAsync(context, IsJob(id) ? JobErrors.GoneJob(id) : JobErrors.UnknownJob(id));
            return;
        }

        var result = status.State == ImageJobState.Completed ? await ResultAsync(context, status, cancellationToken) : null;
        if (status.State == ImageJobState.Completed && result is null)
        {
            await ErrorReplies.WriteAsync(context, JobErrors.GoneJob(id));
            return;
        }

        if (status.EndedAt is null)
            context.Response.Headers.RetryAfter = $"{PollSeconds}";
        await context.Response.WriteAsJsonAsync(
            new(
                id,
                JobReply.NameOf(status.State),
                status.QueuePosition,
                Math.Round(100 * status.Progress, 1),
                status.CreatedAt.ToUnixTimeSeconds(),
                status.EndedAt?.ToUnixTimeSeconds(),
                status.ExpiresAt?.ToUnixTimeSeconds(),
                status.Failure is { } failure ? FailureMapping.ToApiError(failure).ToReply().Error : null,
                result),
            GatewayJson.Default.JobReply,
            cancellationToken: cancellationToken);
    }

    private async Task<ImagesReply?> ResultAsync(HttpContext context, ImageJobStatus status, CancellationToken cancellationToken)
    {
        var note = JsonSerializer.Deserialize(status.Note, GatewayJson.Default.JobNote)!;
        var data = new List<ImageReply>();
        foreach (var (id, image) in status.Results)
        {
            var file = note.IsUrl ? null : await ReadAsync(id, cancellationToken);
            if (file is null && !note.IsUrl)
                return null;
            data.Add(new(file, note.IsUrl ? urls.Of(context, id) : null, ImageAccount.Of(image)));
        }

        return ImagesReply.Of(status.EndedAt!.Value, data, note.FormatName, note.QualityName, status.Results[0].Image);
    }

    /// <summary>An image that is kept; null when it is not any more.</summary>
    private async Task<byte[]?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        using var file = new MemoryStream();
        await foreach (var part in jobs.ReadResultAsync(id, cancellationToken))
            await file.WriteAsync(part.Bytes, cancellationToken);
        return file.Length == 0 ? null : file.ToArray();
    }
}
