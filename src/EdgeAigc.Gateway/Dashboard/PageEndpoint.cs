using EdgeAigc.Gateway.Errors;
using Microsoft.Extensions.Primitives;

namespace EdgeAigc.Gateway.Dashboard;

/// <summary>Serves the page and its files to everybody; what they show needs the key that the API needs.</summary>
internal sealed class PageEndpoint(DashboardAssets assets)
{
    // Nothing but this node's own files runs or is shown; pictures come out of the page's own memory.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public async Task SendPageAsync(HttpContext context)
    {
        context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        context.Response.Headers["X-Frame-Options"] = "DENY";
        // The page is asked for anew each time, and sent again only when it is another.
        context.Response.Headers.CacheControl = "no-cache";
        await SendAsync(context, assets.Page);
    }

    public Task SendFileAsync(HttpContext context, string version, string file)
    {
        if (version != assets.Version || !assets.Files.TryGetValue(file, out var asset))
            return ErrorReplies.WriteAsync(context, ApiErrors.UnknownPath(context.Request));
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return SendAsync(context, asset);
    }

    private async Task SendAsync(HttpContext context, DashboardAssets.Asset asset)
    {
        var tag = $"\"{assets.Version}\"";
        context.Response.Headers.ETag = tag;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (context.Request.Headers.IfNoneMatch is { Count: > 0 } known && Matches(known, tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = asset.ContentType;
        context.Response.ContentLength = asset.Bytes.Length;
        await context.Response.Body.WriteAsync(asset.Bytes, context.RequestAborted);
    }

    private static bool Matches(StringValues known, string tag) =>
        known.Any(value => value!.Split(',', StringSplitOptions.TrimEntries).Any(one => one == tag || one == $"W/{tag}" || one == "*"));
}
