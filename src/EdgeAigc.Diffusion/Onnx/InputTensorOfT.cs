using System.Numerics;
using Microsoft.ML.OnnxRuntime;

namespace EdgeAigc.Diffusion.Onnx;

/// <inheritdoc/>
/// <typeparam name="T">Element type.</typeparam>
internal sealed class InputTensor<T> : InputTensor
    where T : unmanaged, INumberBase<T>
{
    private readonly T[] _values;

    public InputTensor(long[] shape)
    {
        var length = shape.Aggregate(1L, (product, dimension) => checked(product * dimension));
        _values = GC.AllocateArray<T>(checked((int)length), pinned: true);
        Value = OrtValue.CreateTensorValueFromMemory(_values, shape);
    }

    /// <inheritdoc/>
    public override OrtValue Value { get; }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<float> values) => Fill(values);

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<int> values) => Fill(values);

    /// <inheritdoc/>
    public override void Dispose() => Value.Dispose();

    private void Fill<TSource>(ReadOnlySpan<TSource> values)
        where TSource : unmanaged, INumberBase<TSource>
    {
        if (values.IsEmpty || _values.Length % values.Length != 0)
            throw new ArgumentException($"{values.Length} values do not fill {_values.Length} elements.", nameof(values));
        for (var start = 0; start < _values.Length; start += values.Length)
            ElementConversion.Copy(values, _values.AsSpan(start, values.Length));
    }
}
