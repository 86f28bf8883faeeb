using EdgeAigc.Diffusion.Random;
using EdgeAigc.Diffusion.Tests.Tokenizers;

namespace EdgeAigc.Diffusion.Tests.Engine;

/// <summary>What the tiny model must draw, computed in double precision by the papers' formulas and without any product code
/// but the noise: v-prediction, trailing timesteps, classifier-free guidance. DDIM and Euler are the same update in other
/// variables; they differ in where they start.</summary>
internal static class TinyModelReference
{
    private const int Side = 8;
    private const int Plane = Side * Side;
    private const int TrainTimesteps = 1000;

    /// <summary>Red, green and blue of each of the 8 × 8 cells, 0 to 255 and not rounded.</summary>
    /// <param name="prompt">Vocabulary words of the prompt.</param>
    /// <param name="negative">Vocabulary words of the negative prompt.</param>
    /// <param name="steps">Steps; must divide 1000.</param>
    /// <param name="guidance">Guidance scale.</param>
    /// <param name="seed">Seed of the noise.</param>
    /// <param name="euler">Whether to start from σ·ε as Euler does, which is √(1−ᾱ)·ε here, instead of ε.</param>
    public static double[][] Draw(string[] prompt, string[] negative, int steps, double guidance, ulong seed, bool euler)
    {
        var noise = new float[TinyModel.Channels * Plane];
        new TorchGenerator(seed).Normal(noise);
        var start = euler ? Math.Sqrt(1 - AlphaBar(TrainTimesteps - 1)) : 1;
        var x = Array.ConvertAll(noise, value => value * start);
        for (var step = 0; step < steps; step++)
        {
            var t = TrainTimesteps - (step * TrainTimesteps / steps) - 1;
            var before = t - (TrainTimesteps / steps);
            var (alpha, next) = (AlphaBar(t), before < 0 ? 1 : AlphaBar(before));
            var (positiveV, negativeV) = (Predict(x, t, prompt), Predict(x, t, negative));
            for (var i = 0; i < x.Length; i++)
            {
                var v = negativeV[i] + (guidance * (positiveV[i] - negativeV[i]));
                var picture = (Math.Sqrt(alpha) * x[i]) - (Math.Sqrt(1 - alpha) * v);
                var epsilon = (Math.Sqrt(alpha) * v) + (Math.Sqrt(1 - alpha) * x[i]);
                x[i] = (Math.Sqrt(next) * picture) + (Math.Sqrt(1 - next) * epsilon);
            }
        }

        return Decode(x);
    }

    private static double AlphaBar(int timestep)
    {
        var product = 1.0;
        for (var t = 0; t <= timestep; t++)
        {
            var root = Math.Sqrt(0.00085) + (t / (TrainTimesteps - 1.0) * (Math.Sqrt(0.012) - Math.Sqrt(0.00085)));
            product *= 1 - (root * root);
        }

        return product;
    }

    private static double[] Predict(double[] x, int timestep, string[] words)
    {
        var weights = TinyModel.UNetWeights();
        var text = MeanEmbedding(words);
        var result = new double[x.Length];
        for (var channel = 0; channel < TinyModel.Channels; channel++)
        {
            for (var cell = 0; cell < Plane; cell++)
            {
                var sum = text[channel] + (timestep / 1000.0);
                for (var from = 0; from < TinyModel.Channels; from++)
                    sum += weights[(channel * TinyModel.Channels) + from] * x[(from * Plane) + cell];
                result[(channel * Plane) + cell] = Math.Tanh(sum);
            }
        }

        return result;
    }

    private static double[] MeanEmbedding(string[] words)
    {
        var vocabulary = TokenizerFolder.Vocabulary();
        var end = vocabulary["<|endoftext|>"];
        int[] framed = [vocabulary["<|startoftext|>"], .. words.Select(word => vocabulary[word]), end];
        int[] ids = [.. framed, .. Enumerable.Repeat(end, TinyModel.Tokens - framed.Length)];
        var table = TinyModel.TextWeights();
        return [.. Enumerable.Range(0, TinyModel.Width).Select(k => ids.Average(id => (double)table[(id * TinyModel.Width) + k]))];
    }

    private static double[][] Decode(double[] x)
    {
        var weights = TinyModel.DecoderWeights();
        var cells = new double[Plane][];
        for (var cell = 0; cell < Plane; cell++)
        {
            cells[cell] = new double[3];
            for (var colour = 0; colour < 3; colour++)
            {
                var value = Enumerable.Range(0, TinyModel.Channels)
                    .Sum(channel => weights[(colour * TinyModel.Channels) + channel] * x[(channel * Plane) + cell]);
                cells[cell][colour] = Math.Clamp((value / TinyModel.ScalingFactor / 2) + 0.5, 0, 1) * 255;
            }
        }

        return cells;
    }
}
