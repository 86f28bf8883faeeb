using EdgeAigc.Gateway.Cluster;
using EdgeAigc.Gateway.Dashboard;
using EdgeAigc.Gateway.Errors;
using EdgeAigc.Gateway.Images;
using EdgeAigc.Gateway.Models;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EdgeAigc.Gateway;

/// <summary>Serves the HTTP API in a host that has a grain factory.</summary>
public static class GatewayExtensions
{
    /// <summary>Adds the services of the HTTP API.</summary>
    /// <param name="services">Services of the host.</param>
    /// <param name="options">Limits.</param>
    public static IServiceCollection AddGateway(this IServiceCollection services, HttpApiOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IImageCluster, GrainImageCluster>();
        return services.AddSingleton(options).AddSingleton<GatewayDrain>().AddSingleton<GatewayCall>()
            .AddSingleton<ImagesEndpoint>().AddSingleton<ModelsEndpoint>()
            .AddGatewayDescription()
            .AddDashboard();
    }

    /// <summary>Maps everything under /v1, the description of it at /openapi/v1.json, and the dashboard at /.</summary>
    public static IEndpointRouteBuilder MapGateway(this IEndpointRouteBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var group = app.MapGroup("/v1");
        group.MapPost("/images/generations", (HttpContext context, GatewayCall call, ImagesEndpoint images) =>
            call.RunAsync(context, cancellation => images.HandleAsync(context, cancellation))).DescribeImages();
        group.MapGet("/models", (HttpContext context, GatewayCall call, ModelsEndpoint models) =>
            call.RunAsync(context, cancellation => models.ListAsync(context, cancellation))).DescribeModels();
        group.MapGet("/models/{id}", (HttpContext context, string id, GatewayCall call, ModelsEndpoint models) =>
            call.RunAsync(context, cancellation => models.GetAsync(context, id, cancellation))).DescribeModel();

        group.RefuseOtherMethods("/images/generations", HttpMethods.Post);
        group.RefuseOtherMethods("/models", HttpMethods.Get);
        group.RefuseOtherMethods("/models/{id}", HttpMethods.Get);
        group.Map("/{**path}", context => ErrorReplies.WriteAsync(context, ApiErrors.UnknownPath(context.Request)));
        app.MapOpenApi();
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
