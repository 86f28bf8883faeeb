namespace EdgeAigc.Diffusion.Onnx;

/// <summary>A result that was copied out of ONNX Runtime.</summary>
/// <param name="Values">Elements, the last dimension running fastest.</param>
/// <param name="Shape">Dimensions.</param>
internal sealed record FloatTensor(float[] Values, long[] Shape)
{
    /// <summary>The shape as text, e.g. <c>[1, 77, 768]</c>.</summary>
    public string ShapeText => $"[{string.Join(", ", Shape)}]";
}
