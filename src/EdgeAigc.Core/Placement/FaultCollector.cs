using System.Globalization;

namespace EdgeAigc.Core.Placement;

/// <summary>Collects the faults of a problem; each check names the field that it looked at.</summary>
internal sealed class FaultCollector
{
    private readonly List<PlacementFault> _all = [];

    public IReadOnlyList<PlacementFault> All => _all;

    public void Add(string path, string message) => _all.Add(new(path, message));

    public void AtLeastZero(string path, double value) => Require(value >= 0 && double.IsFinite(value), path, value, "at least 0");

    public void Above(string path, double value) => Require(value > 0 && double.IsFinite(value), path, value, "above 0");

    public void Within(string path, double value, double low, double high) => Require(
        value >= low && value <= high, path, value, high == double.MaxValue ? "a finite number" : $"from {low} to {high}");

    public HashSet<string> Names<T>(IReadOnlyList<T> rows, string path, Func<T, string> nameOf)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < rows.Count; i++)
        {
            if (string.IsNullOrEmpty(nameOf(rows[i])))
                Add($"{path}[{i}].name", "is empty; give it a name.");
            else if (!names.Add(nameOf(rows[i])))
                Add($"{path}[{i}].name", $"'{nameOf(rows[i])}' stands there twice; give each its own name.");
        }

        return names;
    }

    public void Known(IEnumerable<string> values, Func<int, string> pathOf, string kind, HashSet<string> known)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, value) in values.Index())
        {
            Refer(pathOf(index), value, kind, known);
            if (!seen.Add(value))
                Add(pathOf(index), $"{kind} '{value}' stands there twice; leave one out.");
        }
    }

    public void Pairs<T>(
        IReadOnlyList<T> rows, string path, Func<T, (string, string)> pairOf, (string Field, HashSet<string> Names) first, (string Field, HashSet<string> Names) second)
    {
        var seen = new HashSet<(string, string)>();
        for (var i = 0; i < rows.Count; i++)
        {
            var pair = pairOf(rows[i]);
            Refer($"{path}[{i}].{first.Field}", pair.Item1, "node", first.Names);
            Refer($"{path}[{i}].{second.Field}", pair.Item2, second.Field == "model" ? "model" : "node", second.Names);
            if (!seen.Add(pair))
                Add($"{path}[{i}]", $"'{pair.Item1}' with '{pair.Item2}' stands there twice; leave one out.");
        }
    }

    private void Refer(string path, string name, string kind, HashSet<string> known)
    {
        if (!known.Contains(name))
            Add(path, $"there is no {kind} '{name}' in {kind}s.");
    }

    private void Require(bool holds, string path, double value, string range)
    {
        if (!holds)
            Add(path, string.Create(CultureInfo.InvariantCulture, $"is {value}; it must be {range}."));
    }
}
