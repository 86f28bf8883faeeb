using System.Numerics;
using Microsoft.ML.OnnxRuntime;

namespace EdgeAigc.Diffusion.Onnx;

/// <inheritdoc/>
/// <typeparam name="T">Element type.</typeparam>
/// <param name="rows">Rows there is room for.</param>
/// <param name="rowLength">Elements of a row.</param>
internal sealed class RowTensor<T>(int rows, int rowLength) : RowTensor
    where T : unmanaged, INumberBase<T>
{
    private readonly T[] _values = GC.AllocateArray<T>(checked(rows * rowLength), pinned: true);

    /// <summary>A row.</summary>
    public ReadOnlySpan<T> Row(int row) => _values.AsSpan(row * rowLength, rowLength);

    /// <inheritdoc/>
    public override OrtValue View(long[] shape)
    {
        var length = (int)shape.Aggregate(1L, (product, side) => product * side);
        return OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, _values.AsMemory(0, length), shape);
    }

    /// <inheritdoc/>
    public override void Write(int row, ReadOnlySpan<float> values)
    {
        if (values.Length != rowLength)
            throw new ArgumentException($"The row has {values.Length} values; it must have {rowLength}.", nameof(values));
        ElementConversion.Copy(values, _values.AsSpan(row * rowLength, rowLength));
    }
}
