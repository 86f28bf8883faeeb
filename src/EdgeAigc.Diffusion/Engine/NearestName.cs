namespace EdgeAigc.Diffusion.Engine;

/// <summary>Guesses which name somebody meant.</summary>
internal static class NearestName
{
    private const int MaxLength = 200;

    /// <summary>The known name that takes the fewest single-character edits, when those are less than half of its length.</summary>
    public static string? Find(string name, IEnumerable<string> known) =>
        name.Length > MaxLength
            ? null
            : known
                .Where(candidate => candidate.Length <= MaxLength)
                .Select(candidate => (Name: candidate, Edits: Edits(name, candidate)))
                .Where(candidate => candidate.Edits * 2 < candidate.Name.Length)
                .OrderBy(candidate => candidate.Edits)
                .Select(candidate => candidate.Name)
                .FirstOrDefault();

    /// <summary>Levenshtein's distance, letter case aside, one row at a time.</summary>
    private static int Edits(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1;
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + cost));
            }
        }

        return row[^1];
    }
}
