using System.Globalization;
using System.IO.Compression;

namespace EdgeAigc.Experiments.Replay;

/// <summary>Reads the columns arrival_seconds, model_id and group_id of a CSV file, plain or compressed (.gz).</summary>
internal static class TraceReader
{
    private static readonly string[] Columns = ["arrival_seconds", "model_id", "group_id"];

    /// <summary>The requests in the order of the file, which is the order of arrival.</summary>
    /// <exception cref="TraceFileException">The file cannot be read, or a field is wrong.</exception>
    public static List<TraceRequest> Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using Stream content = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
            using var reader = new StreamReader(content);
            return Read(reader, path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new TraceFileException($"{path}: cannot be read: {fault.Message}");
        }
    }

    public static List<TraceRequest> Read(TextReader reader, string path)
    {
        var header = CsvRow.Split(reader.ReadLine() ?? throw new TraceFileException($"{path}: is empty; its first line must name the columns {string.Join(", ", Columns)}."));
        var places = Columns.Select(column => header.IndexOf(column)).ToArray();
        for (var column = 0; column < Columns.Length; column++)
        {
            if (places[column] < 0)
                throw new TraceFileException($"{path}: {Columns[column]}: is missing; add the column.");
        }

        var requests = new List<TraceRequest>();
        var line = 1;
        while (reader.ReadLine() is { } text)
        {
            line++;
            if (text.Length > 0)
                requests.Add(Row(CsvRow.Split(text), places, requests.Count == 0 ? double.NegativeInfinity : requests[^1].ArrivalSeconds, $"{path}: line {line}"));
        }

        return requests.Count > 0 ? requests : throw new TraceFileException($"{path}: has no requests; give a trace with at least one.");
    }

    private static TraceRequest Row(List<string> fields, int[] places, double earliest, string line)
    {
        string Field(int column) => places[column] < fields.Count && fields[places[column]] is { Length: > 0 } text
            ? text
            : throw new TraceFileException($"{line}: {Columns[column]}: is missing; every request needs one.");

        if (!double.TryParse(Field(0), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) || !double.IsFinite(seconds))
            throw new TraceFileException($"{line}: {Columns[0]}: is '{Field(0)}'; it must be a number of seconds.");
        if (seconds < earliest)
            throw new TraceFileException($"{line}: {Columns[0]}: is {Field(0)}, before the row above; sort the file by arrival.");
        return new(seconds, Field(1), Field(2));
    }
}
