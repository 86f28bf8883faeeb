using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace EdgeAigc.Silo.Health;

/// <summary>The endpoints that orchestrators probe.</summary>
internal static class HealthEndpoints
{
    private const string Ready = "ready";

    public static IServiceCollection AddEdgeHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<SiloReadiness>("silo", tags: [Ready]);
        return services;
    }

    /// <summary>Live: the process answers. Ready: the node takes requests.</summary>
    public static void MapEdgeHealth(this WebApplication app)
    {
        app.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/healthz/ready", new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains(Ready),
            ResponseWriter = (context, report) =>
                context.Response.WriteAsync(string.Join('\n', report.Entries.Values.Select(entry => entry.Description)) + "\n"),
        });
    }
}
