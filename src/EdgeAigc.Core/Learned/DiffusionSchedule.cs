namespace EdgeAigc.Core.Learned;

/// <summary>
/// The variance-preserving schedule of a short denoising chain (Xiao et al., 2022; Wang et al., 2023):
/// β_n = 1 − exp(−β_min / N − (β_max − β_min)·(2n − 1) / (2N²)), n = 1…N, and the posterior of step n − 1 given step n and a guess of step 0
/// (Ho et al., 2020, equations 6 and 7).
/// </summary>
public sealed class DiffusionSchedule
{
    private const double MinBeta = 0.1;
    private const double MaxBeta = 10;

    /// <summary>Length of the embedding of n.</summary>
    public const int EmbeddingSize = 16;

    /// <summary>The schedule of N steps.</summary>
    public DiffusionSchedule(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        (GuessFactors, SampleFactors, NoiseFactors) = (new float[steps], new float[steps], new float[steps]);
        var product = 1.0;
        for (var n = 1; n <= steps; n++)
        {
            var beta = 1 - Math.Exp((-MinBeta / steps) - ((MaxBeta - MinBeta) * ((2 * n) - 1) / (2.0 * steps * steps)));
            var before = product;
            product *= 1 - beta;
            GuessFactors[n - 1] = (float)(Math.Sqrt(before) * beta / (1 - product));
            SampleFactors[n - 1] = (float)(Math.Sqrt(1 - beta) * (1 - before) / (1 - product));
            NoiseFactors[n - 1] = (float)Math.Sqrt(beta * (1 - before) / (1 - product));
        }
    }

    /// <summary>Number of steps N.</summary>
    public int Steps => GuessFactors.Length;

    /// <summary>Factor of the guess in the posterior mean at step n, index n − 1.</summary>
    public float[] GuessFactors { get; }

    /// <summary>Factor of the sample in the posterior mean.</summary>
    public float[] SampleFactors { get; }

    /// <summary>Standard deviation of the posterior; 0 at the last step.</summary>
    public float[] NoiseFactors { get; }

    /// <summary>Sinusoidal embedding of step n (Vaswani et al., 2017).</summary>
    public static float[] Embed(int n)
    {
        var embedding = new float[EmbeddingSize];
        for (var i = 0; i < EmbeddingSize / 2; i++)
        {
            var angle = n * Math.Exp(-Math.Log(10_000) * i / ((EmbeddingSize / 2) - 1));
            (embedding[i], embedding[i + (EmbeddingSize / 2)]) = ((float)Math.Sin(angle), (float)Math.Cos(angle));
        }

        return embedding;
    }
}
