using System.Net;
using System.Text;

namespace EdgeAigc.EndToEnd.Tests.Telemetry;

/// <summary>What a node sends to a collector that is set.</summary>
public sealed class ExportTests
{
    private const string Marker = "marker-heliotrope-walrus";
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string CallerId = "00f067aa0ba902b7";
    private const string Http = "POST /v1/images/generations";

    private static readonly string[] Phases = ["queue", "encode", "denoise", "decode"];

    [Theory]
    [InlineData("Grpc")]
    [InlineData("HttpProtobuf")]
    public async Task Post_TracedCaller_IsOneTraceFromHttpToTheEngineAndNoPromptLeaves(string protocol)
    {
        await using var collector = await OtlpCollector.StartAsync(protocol == "Grpc");
        await using var node = await Node.StartAsync(environment:
        [
            ("EdgeAigc__Telemetry__OtlpEndpoint", collector.Address), ("EdgeAigc__Telemetry__OtlpProtocol", protocol),
            ("EdgeAigc__Telemetry__OtlpSeconds", "1"), ("OTEL_BSP_SCHEDULE_DELAY", "100"), ("Logging__LogLevel__Default", "Debug"),
        ]);
        using var client = new HttpClient();

        foreach (var body in (string[])[$$"""{"prompt":"{{Marker}}","negative_prompt":"{{Marker}}","steps":6}""", $$"""{"prompt":"{{Marker}}","deadline_ms":0.001}""", $$"""{"prompt":"{{Marker}}","steps":{{int.MaxValue}}}"""])
            await PostAsync(client, node, body);

        var spans = await collector.SpansAsync(known => known.Count(span => span.Name == Http) == 3 && Phases.All(phase => known.Any(span => span.Name == phase)));
        Assert.All(spans.Where(span => span.Name == Http), span => Assert.Equal((TraceId, CallerId), (span.TraceId, span.ParentId)));
        var metrics = await collector.MetricsAsync(known => known.Contains("gen_ai.server.request.duration"));
        foreach (var name in (string[])["edgeaigc.phase.duration", "edgeaigc.batch.size", "edgeaigc.promises", "http.server.request.duration"])
            Assert.Contains(name, metrics);

        var byId = spans.DistinctBy(span => span.Id).ToDictionary(span => span.Id);
        foreach (var span in spans.Where(span => Phases.Contains(span.Name)))
        {
            Assert.Equal(TraceId, span.TraceId);
            Assert.True(span.End >= span.Start);
            var way = Way(span).ToList();
            Assert.Equal("serve", way[0].Name);
            Assert.Contains(way, ancestor => ancestor.Name.StartsWith("generate_content", StringComparison.Ordinal));
            Assert.Equal(Http, way[^1].Name);
        }

        node.Program.Signal(RunningProgram.Terminate);
        Assert.Equal(0, await node.Program.WaitForExitAsync());
        var marker = Encoding.UTF8.GetBytes(Marker);
        Assert.All(collector.Bodies, body => Assert.Equal(-1, body.AsSpan().IndexOf(marker)));
        Assert.NotEqual("", node.Program.Output);
        Assert.DoesNotContain(Marker, node.Program.Output + node.Program.Errors, StringComparison.Ordinal);

        // The spans that a span is part of, from the nearest.
        IEnumerable<ExportedSpan> Way(ExportedSpan span)
        {
            while (byId.TryGetValue(span.ParentId, out var parent))
                yield return span = parent;
        }
    }

    private static async Task PostAsync(HttpClient client, Node node, string body)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{node.HttpPort}/v1/images/generations") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        message.Headers.Add("traceparent", $"00-{TraceId}-{CallerId}-01");
        using var response = await client.SendAsync(message, TestContext.Current.CancellationToken);
        Assert.NotEqual(HttpStatusCode.InternalServerError, response.StatusCode);
    }
}
