using EdgeAigc.Gateway.Callers;
using EdgeAigc.Gateway.Cluster;
using EdgeAigc.Gateway.Dashboard;
using EdgeAigc.Gateway.Errors;
using EdgeAigc.Gateway.Images;
using EdgeAigc.Gateway.Jobs;
using EdgeAigc.Gateway.Models;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace EdgeAigc.Gateway;

/// <summary>Serves the HTTP API in a host that has a grain factory.</summary>
public static class GatewayExtensions
{
    private const string Root = "/v1";

    /// <summary>Adds the services of the HTTP API.</summary>
    /// <param name="services">Services of the host.</param>
    /// <param name="options">Limits.</param>
    /// <param name="place">The node around it.</param>
    /// <exception cref="OptionsValidationException">Keys are said not to be needed although others reach the node.</exception>
    public static IServiceCollection AddGateway(this IServiceCollection services, HttpApiOptions options, GatewayPlace place)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(place);
        var policy = KeyPolicy.Of(options.Keys, place.Address, out var refusal);
        if (refusal is not null)
            throw new OptionsValidationException(HttpApiOptions.Section, typeof(HttpApiOptions), [refusal]);

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IImageCluster, GrainImageCluster>();
        services.TryAddSingleton<IKeySource, GrainKeySource>();
        services.TryAddSingleton<IImageJobs, GrainImageJobs>();
        services.AddRateLimiter(limiter => CallerLimits.Configure(limiter, options));
        return services.AddSingleton(options).AddSingleton(place).AddSingleton(policy).AddSingleton<GatewayDrain>().AddSingleton<GatewayCall>()
            .AddSingleton<KeyCache>().AddSingleton<CallerCheck>().AddSingleton<ModelPrices>().AddSingleton<WorkQuotas>()
            .AddSingleton<ImageRequestReader>().AddSingleton<ImageOrderReader>().AddSingleton<ImageUrls>().AddSingleton<ImagesEndpoint>().AddSingleton<JobsEndpoint>().AddSingleton<ResultsEndpoint>().AddSingleton<ModelsEndpoint>()
            .AddGatewayDescription()
            .AddDashboard();
    }

    /// <summary>Gives every refusal one shape, and checks callers of everything under /v1 and of what the dashboard shows, before it is served.</summary>
    /// <param name="app">The host.</param>
    /// <param name="others">Other paths whose callers are checked in the same way.</param>
    public static IApplicationBuilder UseGateway(this IApplicationBuilder app, params string[] others)
    {
        ArgumentNullException.ThrowIfNull(app);
        string[] roots = [Root, DashboardExtensions.ApiRoot, .. others];
        // As little as routing does it minds how the path is spelled.
        return app.UseBareRefusals().UseWhen(context => roots.Any(root => context.Request.Path.StartsWithSegments(root)), gate => gate.UseCallers());
    }

    /// <summary>Maps everything under /v1, the description of it at /openapi/v1.json, and the dashboard at /.</summary>
    public static IEndpointRouteBuilder MapGateway(this IEndpointRouteBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var group = app.MapGroup(Root);
        group.MapPost("/images/generations", (HttpContext context, GatewayCall call, ImagesEndpoint images) =>
            call.RunAsync(context, cancellation => images.HandleAsync(context, cancellation))).DescribeImages();
        group.MapPost("/images/jobs", (HttpContext context, GatewayCall call, JobsEndpoint jobs) =>
            call.RunAsync(context, cancellation => jobs.SubmitAsync(context, cancellation))).DescribeSubmit();
        group.MapGet("/images/jobs/{id}", (HttpContext context, string id, GatewayCall call, JobsEndpoint jobs) =>
            call.RunAsync(context, cancellation => jobs.GetAsync(context, id, cancellation))).DescribeJob();
        group.MapPost("/images/jobs/{id}/cancel", (HttpContext context, string id, GatewayCall call, JobsEndpoint jobs) =>
            call.RunAsync(context, cancellation => jobs.CancelAsync(context, id, cancellation))).DescribeCancel();
        group.MapGet("/images/results/{id}", (HttpContext context, string id, GatewayCall call, ResultsEndpoint results) =>
            call.RunAsync(context, cancellation => results.GetAsync(context, id, cancellation))).DescribeResult();
        group.MapGet("/models", (HttpContext context, GatewayCall call, ModelsEndpoint models) =>
            call.RunAsync(context, cancellation => models.ListAsync(context, cancellation))).DescribeModels();
        group.MapGet("/models/{id}", (HttpContext context, string id, GatewayCall call, ModelsEndpoint models) =>
            call.RunAsync(context, cancellation => models.GetAsync(context, id, cancellation))).DescribeModel();

        group.RefuseOtherMethods("/images/generations", HttpMethods.Post);
        group.RefuseOtherMethods("/images/jobs", HttpMethods.Post);
        group.RefuseOtherMethods("/images/jobs/{id}", HttpMethods.Get);
        group.RefuseOtherMethods("/images/jobs/{id}/cancel", HttpMethods.Post);
        group.RefuseOtherMethods("/images/results/{id}", HttpMethods.Get);
        group.RefuseOtherMethods("/models", HttpMethods.Get);
        group.RefuseOtherMethods("/models/{id}", HttpMethods.Get);
        group.Map("/{**path}", context => ErrorReplies.WriteAsync(context, ApiErrors.UnknownPath(context.Request)));
        // There is one document; of any other name there is nothing, as at any other path.
        app.MapOpenApi("/openapi/v1.json");
        app.MapDashboard();
        return app;
    }

    // An endpoint that names its method goes before one that does not.
    private static void RefuseOtherMethods(this RouteGroupBuilder group, string pattern, string allowed) =>
        group.Map(pattern, context =>
        {
            context.Response.Headers.Allow = allowed;
            return ErrorReplies.WriteAsync(context, ApiErrors.WrongMethod(context.Request, allowed));
        });
}
