using System.Net;
using System.Text;

namespace EdgeAigc.EndToEnd.Tests.Telemetry;

/// <summary>What Prometheus reads from a node.</summary>
public sealed class MetricsTests : IDisposable
{
    private const string Marker = "marker-heliotrope-walrus";
    private const string Model = "gen_ai_request_model=\"noto-emoji\"";

    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("edgeaigc-metrics");

    public void Dispose() => _state.Delete(recursive: true);

    [Fact]
    public async Task Metrics_AfterRequests_HaveWhatTheyDid()
    {
        await using var node = await Node.StartAsync(state: _state.FullName, environment: ("EdgeAigc__Coordination__FrameSeconds", "1"));
        using var client = new HttpClient();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(HttpStatusCode.OK, await PostAsync(client, node, $$"""{"prompt":"{{Marker}}","steps":6}"""));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(client, node, $$"""{"prompt":"{{Marker}}","steps":10}"""));
        Assert.Equal(HttpStatusCode.RequestTimeout, await PostAsync(client, node, $$"""{"prompt":"{{Marker}}","deadline_ms":0.001}"""));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(client, node, $$"""{"prompt":"sun","model":"{{Marker}}"}"""));
        var elapsed = clock.Elapsed.TotalSeconds;

        // What ended is counted soon after its reply; plans come once a frame.
        Exposition page;
        do
            page = new(await client.GetStringAsync($"http://127.0.0.1:{node.HttpPort}/metrics", TestContext.Current.CancellationToken));
        while (page.Sum("gen_ai_server_request_duration_seconds_count") < 4 || !page.Has("edgeaigc_plan_duration_seconds"));

        Assert.Equal(2, page.Sum("gen_ai_server_request_duration_seconds_count", Model) - page.Sum("gen_ai_server_request_duration_seconds_count", Model, "error_type"));
        Assert.Equal(1, page.Sum("gen_ai_server_request_duration_seconds_count", "error_type=\"deadline_unreachable\"", "gen_ai_operation_name=\"generate_content\"", "gen_ai_provider_name=\"edgeaigc\""));
        Assert.Equal(1, page.Sum("gen_ai_server_request_duration_seconds_count", "error_type=\"model_not_found\"", "gen_ai_request_model=\"_OTHER\""));
        Assert.Equal((2, 16), (page.Sum("edgeaigc_image_steps_count", Model), page.Sum("edgeaigc_image_steps_sum", Model)));
        // Alone on the device, each step is an evaluation of its own.
        Assert.Equal((16, 16), (page.Sum("edgeaigc_batch_size_count", Model), page.Sum("edgeaigc_batch_size_sum", Model)));
        foreach (var phase in (string[])["queue", "encode", "denoise", "decode", "deliver"])
            Assert.Equal(2, page.Sum("edgeaigc_phase_duration_seconds_count", Model, $"edgeaigc_phase=\"{phase}\""));
        var phases = page.Sum("edgeaigc_phase_duration_seconds_sum", Model);
        Assert.InRange(page.Sum("edgeaigc_phase_duration_seconds_sum", Model, "edgeaigc_phase=\"denoise\""), 1e-6, phases);
        Assert.InRange(phases, 0, page.Sum("gen_ai_server_request_duration_seconds_sum"));
        Assert.InRange(page.Sum("gen_ai_server_request_duration_seconds_sum"), phases, elapsed);
        Assert.InRange(page.Sum("edgeaigc_image_quality_sum", Model), 0.01, 2);
        Assert.Equal(2, page.Sum("edgeaigc_promises_total"));
        Assert.True(page.Sum("edgeaigc_bids_total", "answer=\"offer\"") >= 2 && page.Sum("edgeaigc_bids_total", "answer=\"deadline_unreachable\"") >= 1, page.Text);
        Assert.True(page.Sum("edgeaigc_negotiation_duration_seconds_count") >= 3, page.Text);
        Assert.Equal(2, page.Sum("edgeaigc_cache_requests_total", Model));
        Assert.Equal(1, page.Sum("edgeaigc_model_load_duration_seconds_count", Model));
        Assert.InRange(page.Sum("edgeaigc_model_memory_usage_bytes", Model), 1, page.Sum("edgeaigc_model_memory_limit_bytes"));
        Assert.Equal(0, page.Sum("edgeaigc_queue_size"));
        foreach (var other in (string[])["edgeaigc_price", "http_server_request_duration_seconds", "dotnet_process_cpu_time_seconds_total", "orleans_catalog_activations"])
            Assert.True(page.Has(other), $"No {other} in\n{page.Text}");
        Assert.DoesNotContain(Marker, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watchers_BeyondThisMachine_NeedAKey()
    {
        string[] paths = ["/metrics", "/Metrics/", "/orleans", "/orleans/", "/v1/models", "/v1/images/jobs/x", "/dashboard/api/cluster"];
        await using var node = await Node.StartAsync(environment: [("EdgeAigc__Http__Address", "0.0.0.0"), ("EdgeAigc__Coordination__StatePath", _state.FullName)]);
        // A redirection is an answer too, and on its way the key would get lost.
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = new($"http://127.0.0.1:{node.HttpPort}") };

        foreach (var path in paths)
        {
            using var refused = await client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal((path, HttpStatusCode.Unauthorized), (path, refused.StatusCode));
            Assert.Contains("missing_api_key", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        var (status, key, errors) = await node.ClientAsync("keys", "create", "alice");
        Assert.True(status == 0, errors);
        client.DefaultRequestHeaders.Authorization = new("Bearer", key.Trim());
        foreach (var path in paths)
        {
            using var taken = await client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.True(
                path.EndsWith("/x", StringComparison.Ordinal) ? taken.StatusCode == HttpStatusCode.NotFound : (int)taken.StatusCode < 400,
                $"{(int)taken.StatusCode} for {path}: {await taken.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        }
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient client, Node node, string body)
    {
        using var response = await client.PostAsync(
            $"http://127.0.0.1:{node.HttpPort}/v1/images/generations", new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
