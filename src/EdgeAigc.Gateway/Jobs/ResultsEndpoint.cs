using EdgeAigc.Contracts.Jobs;
using EdgeAigc.Gateway.Errors;

namespace EdgeAigc.Gateway.Jobs;

/// <summary>GET /v1/images/results/{id}. Needs no API key: who knows the address was told it.</summary>
internal sealed class ResultsEndpoint(IImageJobs jobs, TimeProvider time)
{
    public async Task GetAsync(HttpContext context, string id, CancellationToken cancellationToken)
    {
        if (!ImageResultId.IsWellFormed(id))
        {
            await ErrorReplies.WriteAsync(context, JobErrors.UnknownResult());
            return;
        }

        var response = context.Response;
        await foreach (var part in jobs.ReadResultAsync(id, cancellationToken))
        {
            if (!response.HasStarted)
                Begin(response, part);
            // Each part goes when it comes, and not when there are enough of them.
            await response.Body.WriteAsync(part.Bytes, cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
        }

        if (!response.HasStarted)
            await ErrorReplies.WriteAsync(context, JobErrors.GoneResult());
    }

    private void Begin(HttpResponse response, ImageFilePart first)
    {
        response.ContentType = first.ContentType;
        response.ContentLength = first.TotalBytes;
        response.Headers.CacheControl = $"private, max-age={Math.Max(0, (long)(first.ExpiresAt - time.GetUtcNow()).TotalSeconds)}, immutable";
        response.Headers.XContentTypeOptions = "nosniff";
    }
}
