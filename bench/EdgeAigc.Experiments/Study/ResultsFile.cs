using EdgeAigc.Simulation.Study;

namespace EdgeAigc.Experiments.Study;

/// <summary>results.csv: rows are added as they are made, so that an interrupted study goes on.</summary>
internal sealed class ResultsFile(string path)
{
    private readonly Lock _gate = new();

    public string Path => path;

    /// <summary>The rows that are there. A last line without its end was cut off and does not count.</summary>
    /// <exception cref="StudyFileException">The file is not one of results.</exception>
    public List<StudyRow> Read()
    {
        if (!File.Exists(path))
            return [];
        var lines = File.ReadAllText(path).Split('\n');
        if (lines[0].TrimEnd('\r') != RowFormat.Header)
            throw new StudyFileException($"{path}: the first line is not that of a study's results; delete the file, or name another folder with --out.");
        List<StudyRow> rows = [];
        for (var index = 1; index < lines.Length - 1; index++)
        {
            try
            {
                rows.Add(RowFormat.Read(lines[index].TrimEnd('\r')));
            }
            catch (FormatException fault)
            {
                throw new StudyFileException($"{path}, line {index + 1}: {fault.Message} Delete the line; it will be run again.", fault);
            }
        }

        return rows;
    }

    /// <summary>Writes all rows anew, whole or not at all.</summary>
    public void Replace(IEnumerable<StudyRow> rows)
    {
        File.WriteAllText(path + ".partial", string.Concat(rows.Select(RowFormat.Write).Prepend(RowFormat.Header).Select(line => line + "\n")));
        File.Move(path + ".partial", path, overwrite: true);
    }

    /// <summary>Adds a row. May be called by several threads.</summary>
    public void Add(StudyRow row)
    {
        lock (_gate)
            File.AppendAllText(path, RowFormat.Write(row) + "\n");
    }
}
