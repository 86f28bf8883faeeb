using System.Diagnostics.Metrics;
using EdgeAigc.Contracts;
using EdgeAigc.Core.Telemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Orleans.Dashboard;

namespace EdgeAigc.Silo.Telemetry;

/// <summary>Metrics, traces and the view of the actors.</summary>
internal static class TelemetrySetup
{
    /// <summary>Where Prometheus reads the metrics.</summary>
    public const string MetricsPath = "/metrics";

    /// <summary>Where the view of the actors is.</summary>
    public const string ActorsPath = "/orleans";

    private static readonly string[] Meters = [TelemetryNames.Source, "Microsoft.Orleans", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    // Grain calls carry the context of a trace from silo to silo by their own spans.
    private static readonly string[] Sources = [TelemetryNames.Source, "Microsoft.Orleans.Application", "Microsoft.Orleans.Runtime"];

    /// <summary>Adds what collects metrics and, where a collector is set, what sends them and traces to it.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, TelemetryOptions options, string node)
    {
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(ClusterDefaults.ServiceId, serviceInstanceId: node))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Meters).AddPrometheusExporter();
                // Several nodes in one process have meters of the same names: each tells its own.
                services.ConfigureOpenTelemetryMeterProvider((provider, builder) =>
                {
                    var own = provider.GetRequiredService<IMeterFactory>();
                    builder.AddView(instrument => instrument.Meter.Scope is IMeterFactory other && other != own ? MetricStreamConfiguration.Drop : null);
                });
                if (options.OtlpEndpoint.Length > 0)
                    metrics.AddOtlpExporter((otlp, reader) =>
                    {
                        Send(otlp, "v1/metrics");
                        reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = options.OtlpSeconds * 1000;
                    });
            });
        if (options.OtlpEndpoint.Length > 0)
            telemetry.WithTracing(traces => traces.AddSource(Sources)
                .AddAspNetCoreInstrumentation(http => http.Filter = context => context.Request.Path.StartsWithSegments("/v1"))
                .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.TraceRatio)))
                .AddOtlpExporter(otlp => Send(otlp, "v1/traces")));
        return services;

        void Send(OtlpExporterOptions otlp, string path)
        {
            otlp.Protocol = options.OtlpProtocol;
            // An address that is set in the program is taken as it is, so that HTTP needs the path of the signal.
            otlp.Endpoint = options.OtlpProtocol == OtlpExportProtocol.Grpc ? new(options.OtlpEndpoint) : new($"{options.OtlpEndpoint.TrimEnd('/')}/{path}");
        }
    }

    /// <summary>Adds what the view of the actors reads.</summary>
    public static void AddActorView(this ISiloBuilder silo, TelemetryOptions options)
    {
        if (options.ActorView)
            silo.AddDashboard();
    }

    /// <summary>Maps both pages. The gateway checks callers of them as it does those of its API.</summary>
    public static void MapTelemetry(this WebApplication app, TelemetryOptions options)
    {
        app.MapPrometheusScrapingEndpoint(MetricsPath);
        if (options.ActorView)
            app.MapOrleansDashboard(routePrefix: ActorsPath);
    }
}
