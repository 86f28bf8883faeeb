using EdgeAigc.Diffusion.Schedulers;

namespace EdgeAigc.Diffusion.Tests.Schedulers;

/// <summary>The best possible model where the data is one known picture: x₀ is that picture whatever the input is.</summary>
internal sealed class PredictionOracle(float[] picture)
{
    /// <summary>The prediction, by its own arithmetic in double: the noise is what is left of the input.</summary>
    /// <param name="kind">What is predicted.</param>
    /// <param name="input">√ᾱ·x₀ + √(1−ᾱ)·ε, as a network sees it.</param>
    /// <param name="alphaBar">ᾱ.</param>
    public float[] Predict(PredictionType kind, float[] input, double alphaBar)
    {
        var (signal, deviation) = (Math.Sqrt(alphaBar), Math.Sqrt(1 - alphaBar));
        var prediction = new float[input.Length];
        for (var i = 0; i < input.Length; i++)
        {
            var noise = (input[i] - (signal * picture[i])) / deviation;
            prediction[i] = (float)(kind switch
            {
                PredictionType.Epsilon => noise,
                PredictionType.Sample => picture[i],
                _ => (signal * noise) - (deviation * picture[i]),
            });
        }

        return prediction;
    }
}
