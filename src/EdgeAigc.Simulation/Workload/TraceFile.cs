using System.Globalization;
using System.IO.Compression;

namespace EdgeAigc.Simulation.Workload;

/// <summary>Reads named columns of a CSV file of requests, plain or compressed (.gz), whose first line names its columns.</summary>
public static class TraceFile
{
    private const string Arrival = "arrival_seconds";

    /// <summary>The rows in the order of the file, which is that of arrival.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">Columns to read besides <c>arrival_seconds</c>; none may be empty in any row.</param>
    /// <returns>For each row its arrival in seconds and the columns.</returns>
    /// <exception cref="TraceFileException">The file cannot be read, or a field is wrong.</exception>
    public static IReadOnlyList<(double Seconds, string[] Fields)> Read(string path, params string[] columns)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using var file = File.OpenRead(path);
            using Stream content = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
            using var reader = new StreamReader(content);
            return Read(reader, path, columns);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new TraceFileException($"{path}: cannot be read: {fault.Message}");
        }
    }

    /// <summary>As <see cref="Read(string, string[])"/>, from an open file.</summary>
    /// <param name="reader">The content.</param>
    /// <param name="path">How errors name the file.</param>
    /// <param name="columns">Columns to read besides <c>arrival_seconds</c>.</param>
    public static IReadOnlyList<(double Seconds, string[] Fields)> Read(TextReader reader, string path, params string[] columns)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(columns);
        string[] wanted = [Arrival, .. columns];
        var header = CsvRow.Split(reader.ReadLine() ?? throw new TraceFileException($"{path}: is empty; its first line must name the columns {string.Join(", ", wanted)}."));
        var places = wanted.Select(column => Place(header, column, path)).ToArray();
        var rows = new List<(double Seconds, string[] Fields)>();
        for (var line = 2; reader.ReadLine() is { } text; line++)
        {
            if (text.Length == 0)
                continue;
            var fields = CsvRow.Split(text);
            var values = places.Select((place, column) => Field(fields, place, $"{path}: line {line}: {wanted[column]}")).ToArray();
            rows.Add((Seconds(values[0], rows.Count == 0 ? double.NegativeInfinity : rows[^1].Seconds, $"{path}: line {line}: {Arrival}"), values[1..]));
        }

        return rows.Count > 0 ? rows : throw new TraceFileException($"{path}: has no requests; give a trace with at least one.");
    }

    private static int Place(IReadOnlyList<string> header, string column, string path)
    {
        for (var place = 0; place < header.Count; place++)
        {
            if (header[place] == column)
                return place;
        }

        throw new TraceFileException($"{path}: {column}: is missing; add the column.");
    }

    private static string Field(IReadOnlyList<string> fields, int place, string where) => place < fields.Count && fields[place] is { Length: > 0 } text
        ? text
        : throw new TraceFileException($"{where}: is missing; every request needs one.");

    private static double Seconds(string text, double earliest, string where)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) || !double.IsFinite(seconds))
            throw new TraceFileException($"{where}: is '{text}'; it must be a number of seconds.");
        return seconds >= earliest ? seconds : throw new TraceFileException($"{where}: is {text}, before the row above; sort the file by arrival.");
    }
}
