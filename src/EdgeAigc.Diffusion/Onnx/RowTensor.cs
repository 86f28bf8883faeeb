using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace EdgeAigc.Diffusion.Onnx;

/// <summary>Pinned memory for the rows of a batch, in the element type that the model declares. Its first rows can be handed to
/// ONNX Runtime as a tensor of their own, so that batches of every size use the same memory.</summary>
internal abstract class RowTensor
{
    public static RowTensor Create(TensorElementType type, int rows, int rowLength) => type switch
    {
        TensorElementType.Float => new RowTensor<float>(rows, rowLength),
        TensorElementType.Double => new RowTensor<double>(rows, rowLength),
        TensorElementType.Int64 => new RowTensor<long>(rows, rowLength),
        TensorElementType.Int32 => new RowTensor<int>(rows, rowLength),
        _ => throw new NotSupportedException($"There is no code for inputs of type {type}."),
    };

    /// <summary>The first elements as a tensor; to be disposed by who asks.</summary>
    /// <param name="shape">Its shape, which decides how many elements.</param>
    public abstract OrtValue View(long[] shape);

    /// <summary>Fills a row, converting to the tensor's type.</summary>
    public abstract void Write(int row, ReadOnlySpan<float> values);
}
