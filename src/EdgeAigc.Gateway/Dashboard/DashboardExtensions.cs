using EdgeAigc.Gateway.Cluster;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EdgeAigc.Gateway.Dashboard;

/// <summary>Serves the dashboard: a page at /, and what it shows under <see cref="ApiRoot"/>.</summary>
internal static class DashboardExtensions
{
    /// <summary>Everything that needs a key where the API needs one; the page and its files hold nothing of the cluster.</summary>
    public const string ApiRoot = "/dashboard/api";

    /// <summary>Adds the services of the dashboard, after those of the API.</summary>
    public static IServiceCollection AddDashboard(this IServiceCollection services)
    {
        services.TryAddSingleton<IDashboardSource, GrainDashboardSource>();
        services.AddSingleton<RequestLog>().AddSingleton<JobLog>().AddSingleton<DashboardFeed>().AddSingleton<DashboardStream>().AddSingleton<ModelCards>();
        services.AddSingleton<DashboardEndpoints>().AddSingleton<DashboardAssets>().AddSingleton<PageEndpoint>();
        services.Observe();
        return services;
    }

    /// <summary>Maps the page and its JSON.</summary>
    public static void MapDashboard(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", (HttpContext context, PageEndpoint page) => page.SendPageAsync(context)).ExcludeFromDescription();
        app.MapGet("/dashboard/assets/{version}/{file}", (HttpContext context, string version, string file, PageEndpoint page) =>
            page.SendFileAsync(context, version, file)).ExcludeFromDescription();

        var api = app.MapGroup(ApiRoot).ExcludeFromDescription();
        api.MapGet("/cluster", (HttpContext context, GatewayCall call, DashboardEndpoints dashboard) =>
            call.RunAsync(context, cancellation => dashboard.GetClusterAsync(context, cancellation)));
        api.MapGet("/plan", (HttpContext context, GatewayCall call, DashboardEndpoints dashboard) =>
            call.RunAsync(context, cancellation => dashboard.GetPlanAsync(context, cancellation)));
        api.MapGet("/models", (HttpContext context, GatewayCall call, DashboardEndpoints dashboard) =>
            call.RunAsync(context, cancellation => dashboard.GetModelsAsync(context, cancellation)));
        api.MapGet("/models/{model}/sheet", (HttpContext context, string model, GatewayCall call, DashboardEndpoints dashboard) =>
            call.RunAsync(context, cancellation => dashboard.GetSheetAsync(context, model, cancellation)));
        api.MapGet("/requests", (HttpContext context, GatewayCall call, DashboardEndpoints dashboard) =>
            call.RunAsync(context, cancellation => dashboard.GetRequestsAsync(context, cancellation)));
        api.MapGet("/events", (HttpContext context, GatewayCall call, DashboardStream stream) =>
            call.RunAsync(context, cancellation => stream.SendAsync(context, cancellation)));
    }

    // Whatever serves the API is observed on the way.
    private static void Observe(this IServiceCollection services)
    {
        var inner = services.Last(service => service.ServiceType == typeof(IImageCluster));
        services.Replace(ServiceDescriptor.Singleton<IImageCluster>(provider => new ObservedImageCluster(
            (IImageCluster)(inner.ImplementationInstance ?? inner.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!)),
            provider.GetRequiredService<RequestLog>())));
    }
}
