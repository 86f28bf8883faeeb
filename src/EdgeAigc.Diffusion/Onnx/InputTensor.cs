using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace EdgeAigc.Diffusion.Onnx;

/// <summary>Pinned memory for one input, in the element type that the model declares.</summary>
internal abstract class InputTensor : IDisposable
{
    /// <summary>The memory as ONNX Runtime sees it.</summary>
    public abstract OrtValue Value { get; }

    /// <summary>Whether there is code for an element type.</summary>
    public static bool Supports(TensorElementType type) => type is
        TensorElementType.Float or TensorElementType.Double or TensorElementType.Int64 or TensorElementType.Int32;

    public static InputTensor Create(TensorElementType type, long[] shape) => type switch
    {
        TensorElementType.Float => new InputTensor<float>(shape),
        TensorElementType.Double => new InputTensor<double>(shape),
        TensorElementType.Int64 => new InputTensor<long>(shape),
        TensorElementType.Int32 => new InputTensor<int>(shape),
        _ => throw new NotSupportedException($"There is no code for inputs of type {type}."),
    };

    /// <summary>Fills the tensor, converting to its type; repeats the values until it is full, which is how one row serves a
    /// whole batch.</summary>
    public abstract void Write(ReadOnlySpan<float> values);

    /// <inheritdoc cref="Write(ReadOnlySpan{float})"/>
    public abstract void Write(ReadOnlySpan<int> values);

    /// <inheritdoc/>
    public abstract void Dispose();
}
