using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeAigc.Silo.Health;

/// <summary>Ready when this silo is an active member and not on its way out. Looks at nothing outside the process.</summary>
internal sealed class SiloReadiness(ISiloStatusOracle silo, IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return Task.FromResult(HealthCheckResult.Unhealthy("The silo is stopping."));

        var status = silo.CurrentStatus;
        return Task.FromResult(status == SiloStatus.Active
            ? HealthCheckResult.Healthy("The silo is an active member of the cluster.")
            : HealthCheckResult.Unhealthy($"The silo is {status}."));
    }
}
