namespace EdgeAigc.Diffusion.Tests.Families;

/// <summary>What a family's network must be told, in double precision and without product code.</summary>
internal static class TinyConditioning
{
    /// <summary>One row by input name.</summary>
    /// <param name="family">The family.</param>
    /// <param name="words">Vocabulary words of the text; null stands for zeros.</param>
    /// <param name="guidance">Guidance scale, for models that are told it.</param>
    /// <param name="score">Aesthetic score, for models that are told it.</param>
    /// <param name="height">Height of the picture.</param>
    /// <param name="width">Width of the picture.</param>
    public static Dictionary<string, double[]> Row(
        TinyFamily family, string[]? words, double guidance, double score, int height = 64, int width = 64)
    {
        var states = family.TextEncoders.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => (entry.Value.Width, States: entry.Value.Compute(words ?? []))).ToList();
        var xl = family.UNet.TimeIds > 0;
        var text = new List<double>();
        for (var token = 0; token < TinyTextEncoder.Tokens; token++)
        {
            foreach (var (columns, each) in states)
                text.AddRange((xl ? each.Layers[^2] : each.Last).AsSpan(token * columns, columns));
        }

        var row = new Dictionary<string, double[]> { ["encoder_hidden_states"] = [.. text] };
        if (xl)
        {
            row["text_embeds"] = states[^1].States.Pooled;
            row["time_ids"] = family.UNet.TimeIds == 5 ? [height, width, 0, 0, score] : [height, width, 0, 0, height, width];
        }

        if (words is null)
        {
            Array.Clear(row["encoder_hidden_states"]);
            Array.Clear(row["text_embeds"]);
        }

        if (family.UNet.TimestepCond > 0)
            row["timestep_cond"] = Embedding(guidance, family.UNet.TimestepCond);
        return row;
    }

    /// <summary>Sines and cosines of 1000·(w − 1), at wavelengths from 2π to 20,000π.</summary>
    private static double[] Embedding(double guidance, int width)
    {
        var angles = Enumerable.Range(0, width / 2)
            .Select(i => 1000 * (guidance - 1) / Math.Pow(10_000, i / ((width / 2) - 1.0))).ToArray();
        return [.. angles.Select(Math.Sin), .. angles.Select(Math.Cos)];
    }
}
