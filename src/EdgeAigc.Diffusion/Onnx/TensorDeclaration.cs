using Microsoft.ML.OnnxRuntime.Tensors;

namespace EdgeAigc.Diffusion.Onnx;

/// <summary>An input or output as the model declares it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ElementType">Type of its elements.</param>
/// <param name="Dimensions">Its dimensions; −1 for those that are open.</param>
/// <param name="Symbols">Names of the open dimensions; empty text for those without one.</param>
internal sealed record TensorDeclaration(
    string Name, TensorElementType ElementType, IReadOnlyList<int> Dimensions, IReadOnlyList<string> Symbols)
{
    /// <summary>A dimension that is fixed in the model, or null.</summary>
    public int? FixedDimension(int axis) => axis < Dimensions.Count && Dimensions[axis] > 0 ? Dimensions[axis] : null;
}
