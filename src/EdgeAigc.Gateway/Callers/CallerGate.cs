using EdgeAigc.Gateway.Errors;
using EdgeAigc.Gateway.Jobs;

namespace EdgeAigc.Gateway.Callers;

/// <summary>What a request under /v1 must pass before its endpoint: who is it, is it within its limits, may it.</summary>
internal static class CallerGate
{
    public static void UseCallers(this IApplicationBuilder app)
    {
        app.Use(async (context, next) =>
        {
            var call = context.RequestServices.GetRequiredService<GatewayCall>();
            await call.RunAsync(context, async cancellation =>
            {
                var (caller, refusal) = await context.RequestServices.GetRequiredService<CallerCheck>().IdentifyAsync(context, cancellation);
                context.Features.Set(caller);
                if (refusal is not null)
                    context.Features.Set(refusal);
                await next(context);
            });
        });
        app.UseRateLimiter();
        // After the limits, so that wrong keys cannot be tried without end.
        app.Use((context, next) =>
        {
            if (context.Features.Get<ApiError>() is not { } refusal || context.Request.Path.StartsWithSegments(ImageUrls.Path))
                return next(context);
            if (refusal.Status == StatusCodes.Status401Unauthorized)
                context.Response.Headers.WWWAuthenticate = "Bearer";
            return ErrorReplies.WriteAsync(context, refusal);
        });
    }
}
