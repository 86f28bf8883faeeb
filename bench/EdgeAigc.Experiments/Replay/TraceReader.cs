using EdgeAigc.Simulation.Workload;

namespace EdgeAigc.Experiments.Replay;

/// <summary>Reads the columns arrival_seconds, model_id and group_id of a CSV file, plain or compressed (.gz).</summary>
internal static class TraceReader
{
    private static readonly string[] Columns = ["model_id", "group_id"];

    /// <summary>The requests in the order of the file, which is the order of arrival.</summary>
    /// <exception cref="TraceFileException">The file cannot be read, or a field is wrong.</exception>
    public static List<TraceRequest> Read(string path) => Requests(TraceFile.Read(path, Columns));

    public static List<TraceRequest> Read(TextReader reader, string path) => Requests(TraceFile.Read(reader, path, Columns));

    private static List<TraceRequest> Requests(IReadOnlyList<(double Seconds, string[] Fields)> rows) =>
        [.. rows.Select(row => new TraceRequest(row.Seconds, row.Fields[0], row.Fields[1]))];
}
