namespace EdgeAigc.EndToEnd.Tests.Telemetry;

/// <summary>A span as OTLP tells it (opentelemetry/proto/trace/v1/trace.proto).</summary>
/// <param name="TraceId">Its trace, in hexadecimal digits.</param>
/// <param name="Id">Its id.</param>
/// <param name="ParentId">The span that it is part of; empty without one.</param>
/// <param name="Name">Its name.</param>
/// <param name="Start">When it began, in nanoseconds.</param>
/// <param name="End">When it ended, in nanoseconds.</param>
internal sealed record ExportedSpan(string TraceId, string Id, string ParentId, string Name, ulong Start, ulong End)
{
    /// <summary>The spans of an ExportTraceServiceRequest.</summary>
    public static IEnumerable<ExportedSpan> Of(ReadOnlyMemory<byte> request) =>
        from resource in new WireMessage(request).Messages(1)
        from scope in resource.Messages(2)
        from span in scope.Messages(2)
        select new ExportedSpan(span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), span.Fixed(7), span.Fixed(8));

    /// <summary>Names of the metrics of an ExportMetricsServiceRequest.</summary>
    public static IEnumerable<string> MetricNames(ReadOnlyMemory<byte> request) =>
        from resource in new WireMessage(request).Messages(1)
        from scope in resource.Messages(2)
        from metric in scope.Messages(2)
        select metric.Text(1);
}
