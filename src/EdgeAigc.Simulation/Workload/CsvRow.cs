using System.Text;

namespace EdgeAigc.Simulation.Workload;

/// <summary>Splits a line of a CSV file (RFC 4180, without line breaks inside fields).</summary>
public static class CsvRow
{
    /// <summary>The fields.</summary>
    /// <param name="line">The line, without its end.</param>
    public static IReadOnlyList<string> Split(string line)
    {
        var fields = new List<string>();
        if (!line.Contains('"', StringComparison.Ordinal))
        {
            fields.AddRange(line.Split(','));
            return fields;
        }

        var field = new StringBuilder();
        var quoted = false;
        for (var index = 0; index < line.Length; index++)
        {
            var character = line[index];
            if (character == '"' && quoted && index + 1 < line.Length && line[index + 1] == '"')
                field.Append(line[index++]);
            else if (character == '"')
                quoted = !quoted;
            else if (character == ',' && !quoted)
                Finish(fields, field);
            else
                field.Append(character);
        }

        Finish(fields, field);
        return fields;
    }

    private static void Finish(List<string> fields, StringBuilder field)
    {
        fields.Add(field.ToString());
        field.Clear();
    }
}
