using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace EdgeAigc.Training.TwoTimescale;

/// <summary>Experience in flat arrays, from which batches are drawn. Rows of one kind stand in one array.</summary>
internal sealed class Replay(int capacity, params int[] widths)
{
    private readonly float[][] _columns = [.. widths.Select(width => new float[capacity * width])];

    /// <summary>Rows that were ever added.</summary>
    public long Added { get; private set; }

    /// <summary>Rows that are there.</summary>
    public int Count => (int)Math.Min(Added, capacity);

    /// <summary>Takes the place of the oldest row; returns room for one kind of it. Call once for each kind, then <see cref="Commit"/>.</summary>
    public Span<float> Next(int column) => _columns[column].AsSpan((int)(Added % capacity) * widths[column], widths[column]);

    public void Commit() => Added++;

    /// <summary>All rows of a kind.</summary>
    public ReadOnlySpan<float> All(int column) => _columns[column].AsSpan(0, Count * widths[column]);

    /// <summary>Places of a random batch. The newest row has no successor yet and is left out.</summary>
    public int[] Draw(System.Random random, int rows) =>
        [.. Enumerable.Range(0, rows).Select(_ => (int)((Added - 2 - random.Next(Count - 1)) % capacity))];

    /// <summary>Rows at those places, moved on by an offset, as a tensor [rows, width].</summary>
    public Tensor Gather(int column, int[] places, int offset = 0)
    {
        var width = widths[column];
        var rows = new float[places.Length * width];
        for (var i = 0; i < places.Length; i++)
            _columns[column].AsSpan((places[i] + offset) % capacity * width, width).CopyTo(rows.AsSpan(i * width));
        return tensor(rows, [places.Length, width]);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Added);
        for (var column = 0; column < _columns.Length; column++)
            writer.Write(MemoryMarshal.AsBytes(All(column)));
    }

    public void Load(BinaryReader reader)
    {
        Added = reader.ReadInt64();
        for (var column = 0; column < _columns.Length; column++)
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_columns[column].AsSpan(0, Count * widths[column])));
    }
}
