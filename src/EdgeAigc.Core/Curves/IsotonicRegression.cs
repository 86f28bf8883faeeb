namespace EdgeAigc.Core.Curves;

/// <summary>
/// The non-decreasing sequence that is nearest to a given one by weighted least squares. Pool adjacent violators (Ayer et
/// al., "An Empirical Distribution Function for Sampling with Incomplete Information", 1955): walk along the sequence and
/// join a block to the one before it, at their weighted mean, for as long as the two are out of order. Linear time.
/// </summary>
public static class IsotonicRegression
{
    /// <summary>The nearest non-decreasing sequence, all values of equal weight.</summary>
    /// <param name="values">The sequence.</param>
    public static double[] Fit(ReadOnlySpan<double> values)
    {
        var weights = new double[values.Length];
        Array.Fill(weights, 1);
        return Fit(values, weights);
    }

    /// <summary>The nearest non-decreasing sequence.</summary>
    /// <param name="values">The sequence.</param>
    /// <param name="weights">A weight above 0 for each value.</param>
    /// <returns>As many values; each is the weighted mean of its block.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a weight is not above 0.</exception>
    public static double[] Fit(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        if (values.Length != weights.Length)
            throw new ArgumentException($"{values.Length} values have {weights.Length} weights.", nameof(weights));

        var blocks = new Stack<Block>();
        for (var i = 0; i < values.Length; i++)
        {
            if (!(weights[i] > 0))
                throw new ArgumentException($"Weight {i} is {weights[i]}; it must be above 0.", nameof(weights));
            var block = new Block(values[i], weights[i], 1);
            while (blocks.TryPeek(out var before) && before.Mean >= block.Mean)
                block = blocks.Pop().Join(block);
            blocks.Push(block);
        }

        return [.. blocks.Reverse().SelectMany(block => Enumerable.Repeat(block.Mean, block.Count))];
    }

    private readonly record struct Block(double Mean, double Weight, int Count)
    {
        public Block Join(Block next) => new(
            ((Mean * Weight) + (next.Mean * next.Weight)) / (Weight + next.Weight), Weight + next.Weight, Count + next.Count);
    }
}
