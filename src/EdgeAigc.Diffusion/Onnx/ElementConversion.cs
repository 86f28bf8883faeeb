using System.Numerics;
using System.Runtime.InteropServices;

namespace EdgeAigc.Diffusion.Onnx;

/// <summary>Copies numbers into the element type that a model declares.</summary>
internal static class ElementConversion
{
    /// <summary>Copies all of the source; fractions are cut off where the target has none.</summary>
    public static void Copy<TSource, TTarget>(ReadOnlySpan<TSource> source, Span<TTarget> target)
        where TSource : unmanaged, INumberBase<TSource>
        where TTarget : unmanaged, INumberBase<TTarget>
    {
        if (typeof(TSource) == typeof(TTarget))
        {
            MemoryMarshal.Cast<TSource, TTarget>(source).CopyTo(target);
            return;
        }

        for (var i = 0; i < source.Length; i++)
            target[i] = TTarget.CreateTruncating(source[i]);
    }
}
