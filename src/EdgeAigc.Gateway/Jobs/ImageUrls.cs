namespace EdgeAigc.Gateway.Jobs;

/// <summary>Addresses of images that are kept.</summary>
internal sealed class ImageUrls(HttpApiOptions options)
{
    /// <summary>Path below which they are.</summary>
    public const string Path = "/v1/images/results";

    /// <summary>Address of an image, as the caller of this request reaches this node.</summary>
    public string Of(HttpContext context, string id)
    {
        var root = options.PublicUrl.Length > 0
            ? options.PublicUrl.TrimEnd('/')
            : $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}";
        return $"{root}{Path}/{id}";
    }
}
