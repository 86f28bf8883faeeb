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

        if (await jobs.FindResultAsync(id) is not { } file)
        {
            await ErrorReplies.WriteAsync(context, JobErrors.GoneResult());
            return;
        }

        var response = context.Response;
        response.ContentType = file.ContentType;
        response.ContentLength = file.Bytes.Length;
        response.Headers.CacheControl = $"private, max-age={Math.Max(0, (long)(file.ExpiresAt - time.GetUtcNow()).TotalSeconds)}, immutable";
        response.Headers.XContentTypeOptions = "nosniff";
        await response.Body.WriteAsync(file.Bytes, cancellationToken);
    }
}
