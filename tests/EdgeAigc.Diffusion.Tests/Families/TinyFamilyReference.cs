using EdgeAigc.Diffusion.Random;

namespace EdgeAigc.Diffusion.Tests.Families;

/// <summary>What a tiny family must draw with DDIM and trailing timesteps, computed in double precision by the papers' formulas and
/// without product code but the noise.</summary>
internal static class TinyFamilyReference
{
    private const int Side = 8;
    private const int Plane = Side * Side;
    private const int TrainTimesteps = 1000;

    /// <summary>Red, green and blue of each of the 8 × 8 cells, 0 to 255 and not rounded.</summary>
    /// <param name="family">The family.</param>
    /// <param name="prompt">Vocabulary words of the prompt.</param>
    /// <param name="negative">Those of the negative prompt; null when there is none.</param>
    /// <param name="steps">Steps; must divide 1000.</param>
    /// <param name="guidance">Guidance scale.</param>
    /// <param name="seed">Seed of the noise.</param>
    public static double[][] Draw(TinyFamily family, string[] prompt, string[]? negative, int steps, double guidance, ulong seed)
    {
        var noise = Noise(new TorchGenerator(seed));
        return Draw(family, prompt, negative, steps, guidance, Array.ConvertAll(noise, value => (double)value), firstStep: 0);
    }

    /// <summary>What it draws from a picture: the latents that the encoder draws, noised to the level of the first step that is done.</summary>
    /// <param name="family">The family.</param>
    /// <param name="picture">Colour [3] of each cell, −1 to 1.</param>
    /// <param name="prompt">Vocabulary words of the prompt.</param>
    /// <param name="steps">Steps; must divide 1000.</param>
    /// <param name="skipped">Those that are left out.</param>
    /// <param name="seed">Seed of the noise.</param>
    public static double[][] DrawFrom(TinyFamily family, double[][] picture, string[] prompt, int steps, int skipped, ulong seed)
    {
        var generator = new TorchGenerator(seed);
        var own = family.Vae.Encoder == TinyVaeEncoder.Parameters ? Noise(generator) : [];
        var noise = Noise(generator);
        var alpha = AlphaBar(TrainTimesteps - (skipped * TrainTimesteps / steps) - 1);
        var x = new double[noise.Length];
        for (var cell = 0; cell < Plane; cell++)
        {
            var encoded = family.Vae.Encode(picture[cell]);
            for (var channel = 0; channel < TinyVae.Channels; channel++)
            {
                var i = (channel * Plane) + cell;
                var latent = own.Length == 0 ? encoded[channel] : encoded[channel] + (Math.Exp(encoded[TinyVae.Channels + channel] / 2) * own[i]);
                x[i] = (Math.Sqrt(alpha) * latent * (family.Vae.ScalingFactor ?? 0.18215)) + (Math.Sqrt(1 - alpha) * noise[i]);
            }
        }

        return Draw(family, prompt, null, steps, guidance: 1, x, skipped);
    }

    private static float[] Noise(TorchGenerator generator)
    {
        var noise = new float[TinyUNet.Channels * Plane];
        generator.Normal(noise);
        return noise;
    }

    private static double[][] Draw(TinyFamily family, string[] prompt, string[]? negative, int steps, double guidance, double[] x, int firstStep)
    {
        var positiveRow = TinyConditioning.Row(family, prompt, guidance, score: 6);
        var negativeRow = TinyConditioning.Row(family, family.ForcesZeros ? negative : negative ?? [], guidance, score: 2.5);
        var guided = guidance > 1 && family.UNet.TimestepCond == 0;
        for (var step = firstStep; step < steps; step++)
        {
            var t = TrainTimesteps - (step * TrainTimesteps / steps) - 1;
            var before = t - (TrainTimesteps / steps);
            var (alpha, next) = (AlphaBar(t), before < 0 ? 1 : AlphaBar(before));
            var positive = family.UNet.Compute(x, t, positiveRow);
            var without = guided ? family.UNet.Compute(x, t, negativeRow) : positive;
            for (var i = 0; i < x.Length; i++)
            {
                var output = guided ? without[i] + (guidance * (positive[i] - without[i])) : positive[i];
                var velocity = family.PredictionType == "v_prediction";
                var epsilon = velocity ? (Math.Sqrt(alpha) * output) + (Math.Sqrt(1 - alpha) * x[i]) : output;
                var picture = (x[i] - (Math.Sqrt(1 - alpha) * epsilon)) / Math.Sqrt(alpha);
                x[i] = (Math.Sqrt(next) * picture) + (Math.Sqrt(1 - next) * epsilon);
            }
        }

        var scaling = family.Vae.ScalingFactor ?? 0.18215;
        return [.. Enumerable.Range(0, Plane).Select(cell => Colour(x, cell, scaling))];
    }

    private static double[] Colour(double[] x, int cell, double scaling)
    {
        double[] latents = [.. Enumerable.Range(0, TinyVae.Channels).Select(channel => x[(channel * Plane) + cell] / scaling)];
        return Array.ConvertAll(TinyVae.Decode(latents), value => Math.Clamp((value / 2) + 0.5, 0, 1) * 255);
    }

    private static double AlphaBar(int timestep)
    {
        var (first, last) = (Math.Sqrt(0.00085), Math.Sqrt(0.012));
        return Enumerable.Range(0, timestep + 1)
            .Aggregate(1.0, (product, t) => product * (1 - Math.Pow(first + (t / (TrainTimesteps - 1.0) * (last - first)), 2)));
    }
}
