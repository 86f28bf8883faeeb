using System.Globalization;
using System.Text;

namespace EdgeAigc.Diffusion.Tokenizers;

/// <summary>The tables of canonical equivalence that .NET lacks without ICU, read from the embedded <c>CanonicalMappings.txt</c>.</summary>
internal sealed class CanonicalMappings
{
    private readonly Dictionary<int, int[]> _decompositions = [];
    private readonly Dictionary<(int First, int Second), int> _compositions = [];
    private readonly Dictionary<int, byte> _classes = [];

    private CanonicalMappings(TextReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;
            var fields = line.Split(' ');
            if (fields[0] == "C")
                AddClass(fields);
            else
                AddDecomposition(fields);
        }
    }

    /// <summary>The tables of Unicode 14.0.</summary>
    public static CanonicalMappings Unicode { get; } = Load();

    /// <summary>What a code point decomposes to in one step, or an empty span.</summary>
    public ReadOnlySpan<int> Decomposition(int codePoint) => _decompositions.GetValueOrDefault(codePoint);

    /// <summary>What two code points compose to, or null.</summary>
    public int? Composition(int first, int second) =>
        _compositions.TryGetValue((first, second), out var composed) ? composed : null;

    /// <summary>Canonical combining class; 0 for a starter.</summary>
    public byte CombiningClass(int codePoint) => _classes.GetValueOrDefault(codePoint);

    private static CanonicalMappings Load()
    {
        const string resource = "CanonicalMappings.txt";
        using var stream = typeof(CanonicalMappings).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {resource}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return new(reader);
    }

    private void AddClass(string[] fields)
    {
        var value = byte.Parse(fields[3], CultureInfo.InvariantCulture);
        for (var codePoint = Hex(fields[1]); codePoint <= Hex(fields[2]); codePoint++)
            _classes.Add(codePoint, value);
    }

    private void AddDecomposition(string[] fields)
    {
        var parts = Array.ConvertAll(fields[2..], Hex);
        _decompositions.Add(Hex(fields[1]), parts);
        if (fields[0] == "D")
            _compositions.Add((parts[0], parts[1]), Hex(fields[1]));
    }

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
