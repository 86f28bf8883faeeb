using System.Globalization;
using System.Text;

namespace EdgeAigc.Core.Learned;

/// <summary>
/// A trained policy as data. The file: the eight bytes <c>EDGEPOL1</c>, whose last is the version; kind; attributes (count, then name and
/// value each); tensors (count, then name, number of lengths, lengths, values as little-endian floats each). Texts have a 7-bit encoded length.
/// </summary>
public sealed class PolicyWeights
{
    private const string Magic = "EDGEPOL";
    private const byte Version = (byte)'1';
    private const int MaxEntries = 10_000;
    private const int MaxValues = 100_000_000;

    /// <summary>An empty policy.</summary>
    /// <param name="kind">What it is, one of <see cref="PolicyKinds"/>.</param>
    public PolicyWeights(string kind) => Kind = kind;

    /// <summary>What it is.</summary>
    public string Kind { get; }

    /// <summary>Where it comes from and how it is used.</summary>
    public SortedDictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal);

    /// <summary>Weights by name.</summary>
    public SortedDictionary<string, PolicyTensor> Tensors { get; } = new(StringComparer.Ordinal);

    /// <summary>A weight that must be there.</summary>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public PolicyTensor Tensor(string name) =>
        Tensors.TryGetValue(name, out var tensor) ? tensor : throw new InvalidDataException($"The policy of kind {Kind} has no weights '{name}'.");

    /// <summary>A whole number among the attributes that must be there.</summary>
    /// <exception cref="InvalidDataException">It is not there or is no whole number.</exception>
    public int Number(string name) =>
        Attributes.TryGetValue(name, out var text) && int.TryParse(text, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidDataException($"The policy of kind {Kind} has no whole number '{name}'.");

    /// <summary>An attribute that must be there.</summary>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public string Text(string name) =>
        Attributes.TryGetValue(name, out var text) ? text : throw new InvalidDataException($"The policy of kind {Kind} does not say its '{name}'; it was trained before policies did, so train it again.");

    /// <summary>A finite number among the attributes that must be there.</summary>
    /// <exception cref="InvalidDataException">It is not there or is no finite number.</exception>
    public double Real(string name) => double.TryParse(Text(name), CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
        ? number
        : throw new InvalidDataException($"The policy of kind {Kind} has no number '{name}'.");

    /// <summary>Writes the file, whole or not at all.</summary>
    public void Save(string path)
    {
        var partial = path + ".partial";
        using (var writer = new BinaryWriter(File.Create(partial), Encoding.UTF8))
        {
            writer.Write(Encoding.ASCII.GetBytes(Magic));
            writer.Write(Version);
            writer.Write(Kind);
            writer.Write(Attributes.Count);
            foreach (var (name, value) in Attributes)
            {
                writer.Write(name);
                writer.Write(value);
            }

            writer.Write(Tensors.Count);
            foreach (var (name, tensor) in Tensors)
            {
                writer.Write(name);
                writer.Write(tensor.Shape.Length);
                foreach (var length in tensor.Shape)
                    writer.Write(length);
                foreach (var value in tensor.Values)
                    writer.Write(value);
            }
        }

        File.Move(partial, path, overwrite: true);
    }

    /// <summary>Reads the file that a setting names.</summary>
    /// <param name="path">The file; empty when the setting names none.</param>
    /// <exception cref="InvalidDataException">There is no such file, or it cannot be read as a policy.</exception>
    public static PolicyWeights Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Length == 0)
            throw new InvalidDataException("A learned policy needs a weight file, and none is named.");
        try
        {
            return Load(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"Weight file {path} cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is no policy file, of another version, or damaged.</exception>
    public static PolicyWeights Load(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path), Encoding.UTF8);
        try
        {
            return Read(reader, path);
        }
        catch (EndOfStreamException fault)
        {
            throw new InvalidDataException($"{path} ends too early.", fault);
        }
    }

    private static PolicyWeights Read(BinaryReader reader, string path)
    {
        if (Encoding.ASCII.GetString(reader.ReadBytes(Magic.Length)) != Magic)
            throw new InvalidDataException($"{path} is no policy file.");
        if (reader.ReadByte() is var version and not Version)
            throw new InvalidDataException($"{path} has version {(char)version}; this program reads version {(char)Version}.");

        var policy = new PolicyWeights(reader.ReadString());
        for (var left = Count(reader, path, MaxEntries); left > 0; left--)
            policy.Attributes.Add(reader.ReadString(), reader.ReadString());
        for (var left = Count(reader, path, MaxEntries); left > 0; left--)
        {
            var name = reader.ReadString();
            var shape = new int[Count(reader, path, 8)];
            for (var i = 0; i < shape.Length; i++)
                shape[i] = Count(reader, path, MaxValues);
            var length = shape.Aggregate(1L, (product, size) => Math.Min(product * size, MaxValues + 1L));
            if (length > MaxValues)
                throw new InvalidDataException($"{path}: weights '{name}' are larger than {MaxValues} values.");
            var values = new float[length];
            for (var i = 0; i < values.Length; i++)
                values[i] = reader.ReadSingle();
            policy.Tensors.Add(name, new(shape, values));
        }

        return policy;
    }

    private static int Count(BinaryReader reader, string path, int most) =>
        reader.ReadInt32() is var count && count >= 0 && count <= most ? count : throw new InvalidDataException($"{path} is damaged: a count is out of range.");
}
