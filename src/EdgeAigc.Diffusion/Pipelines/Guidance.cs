using System.Numerics.Tensors;

namespace EdgeAigc.Diffusion.Pipelines;

/// <summary>Classifier-free guidance: Ho and Salimans, arXiv 2207.12598.</summary>
internal static class Guidance
{
    /// <summary>neg + w·(pos − neg); with a rescale φ &gt; 0 its deviation is drawn towards that of the positive prediction (Lin et al.,
    /// arXiv 2305.08891, section 3.4). All spans have one length.</summary>
    /// <param name="negative">Prediction for the negative prompt.</param>
    /// <param name="positive">Prediction for the prompt.</param>
    /// <param name="scale">w.</param>
    /// <param name="rescale">φ, from 0 to 1.</param>
    /// <param name="result">Takes the guided prediction.</param>
    public static void Apply(ReadOnlySpan<float> negative, ReadOnlySpan<float> positive, float scale, float rescale, Span<float> result)
    {
        for (var i = 0; i < result.Length; i++)
            result[i] = negative[i] + (scale * (positive[i] - negative[i]));
        if (rescale <= 0)
            return;
        var factor = (rescale * (Deviation(positive) / Deviation(result))) + (1 - rescale);
        TensorPrimitives.Multiply(result, factor, result);
    }

    private static float Deviation(ReadOnlySpan<float> values) => TensorPrimitives.StdDev(values);
}
