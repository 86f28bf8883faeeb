namespace EdgeAigc.Load.Fuzzing;

/// <summary>Targets of every endpoint by its route, so that a test can compare them with those of a running node.</summary>
internal static class FuzzTargets
{
    /// <summary>Those of the HTTP API and the dashboard.</summary>
    public static IReadOnlyDictionary<string, string[]> Gateway { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["/v1/images/generations"] = ["/v1/images/generations"],
        ["/v1/images/jobs"] = ["/v1/images/jobs"],
        ["/v1/images/jobs/{id}"] = ["/v1/images/jobs/job_0123456789abcdef0123456789abcdef", "/v1/images/jobs/job_"],
        ["/v1/images/jobs/{id}/cancel"] = ["/v1/images/jobs/job_0123456789abcdef0123456789abcdef/cancel", "/v1/images/jobs/x/cancel"],
        ["/v1/images/results/{id}"] = ["/v1/images/results/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "/v1/images/results/x"],
        ["/v1/models"] = ["/v1/models"],
        ["/v1/models/{id}"] = ["/v1/models/free", "/v1/models/noto-emoji"],
        ["/v1/{**path}"] = ["/v1", "/v1/chat/completions"],
        ["/openapi/v1.json"] = ["/openapi/v1.json", "/openapi/v2.json"],
        ["/"] = ["/", "/nowhere"],
        ["/dashboard/assets/{version}/{file}"] = ["/dashboard/assets/0123456789abcdef/app.js"],
        ["/dashboard/api/cluster"] = ["/dashboard/api/cluster"],
        ["/dashboard/api/plan"] = ["/dashboard/api/plan"],
        ["/dashboard/api/models"] = ["/dashboard/api/models"],
        ["/dashboard/api/models/{model}/sheet"] = ["/dashboard/api/models/noto-emoji/sheet", "/dashboard/api/models/../sheet"],
        ["/dashboard/api/requests"] = ["/dashboard/api/requests"],
        ["/dashboard/api/events"] = ["/dashboard/api/events"],
    };

    /// <summary>Those that only a whole node has.</summary>
    public static IReadOnlyDictionary<string, string[]> Node { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["/healthz/live"] = ["/healthz/live"],
        ["/healthz/ready"] = ["/healthz/ready"],
        ["/metrics"] = ["/metrics"],
        ["/orleans"] = ["/orleans", "/orleans/"],
    };

    /// <summary>All targets.</summary>
    public static string[] All { get; } = [.. Gateway.Values.Concat(Node.Values).SelectMany(targets => targets)];
}
