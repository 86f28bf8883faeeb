namespace EdgeAigc.Gateway.Errors;

/// <summary>Gives refusals that nobody wrote a body for, such as those of routing, the shape of all others.</summary>
internal static class BareRefusals
{
    public static IApplicationBuilder UseBareRefusals(this IApplicationBuilder app) =>
        app.UseStatusCodePages(pages => ErrorReplies.WriteAsync(pages.HttpContext, Explain(pages.HttpContext)));

    private static ApiError Explain(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => ApiErrors.UnknownPath(context.Request),
        // Routing tells the methods that there are.
        StatusCodes.Status405MethodNotAllowed => ApiErrors.WrongMethod(context.Request, context.Response.Headers.Allow.ToString()),
        StatusCodes.Status415UnsupportedMediaType => ApiErrors.WrongContentType(context.Request.ContentType),
        >= 500 and var status => ApiErrors.Defect() with { Status = status },
        var status => new(status, "bad_request", null, $"The request was refused with status {status}."),
    };
}
