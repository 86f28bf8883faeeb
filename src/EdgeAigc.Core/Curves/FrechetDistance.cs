using MathNet.Numerics.LinearAlgebra;

namespace EdgeAigc.Core.Curves;

/// <summary>
/// How far apart two sets of feature vectors are when each is taken for a normal distribution: the squared distance
/// |μ₁ − μ₂|² + tr(Σ₁ + Σ₂ − 2·(Σ₁Σ₂)^½) of Dowson and Landau, "The Fréchet Distance between Multivariate Normal
/// Distributions", 1982, as FID (Heusel et al., arXiv 1706.08500) reports it.
/// </summary>
/// <remarks>
/// With Σ₁ = AᵀA and Σ₂ = BᵀB, A and B being the centred rows over √(n − 1), the trace of the square root is the sum of the singular
/// values of A·Bᵀ. That matrix has as many rows and columns as there are vectors, which are fewer than their dimensions here, and
/// no root of a singular covariance has to be taken.
/// </remarks>
public static class FrechetDistance
{
    /// <summary>The squared distance of two sets; 0 for equal sets, symmetric. A set of one vector has no covariance.</summary>
    /// <param name="left">Feature vectors, at least one.</param>
    /// <param name="right">Feature vectors of the same dimension, at least one.</param>
    /// <exception cref="ArgumentException">A set is empty, or a dimension differs.</exception>
    public static double Squared(IReadOnlyList<double[]> left, IReadOnlyList<double[]> right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Count == 0 || right.Count == 0)
            throw new ArgumentException("Both sets need at least one vector.", nameof(left));
        if (left.Concat(right).Any(vector => vector.Length != left[0].Length))
            throw new ArgumentException($"Every vector must have {left[0].Length} dimensions, as the first one.", nameof(right));

        var (meanLeft, a) = Moments(left);
        var (meanRight, b) = Moments(right);
        var root = a.TransposeAndMultiply(b).Svd(computeVectors: false).S.Sum();
        var shift = (meanLeft - meanRight).L2Norm();
        // Rounding may leave a distance of 0 a little below it.
        return Math.Max(0, (shift * shift) + SumOfSquares(a) + SumOfSquares(b) - (2 * root));
    }

    private static (Vector<double> Mean, Matrix<double> Centred) Moments(IReadOnlyList<double[]> vectors)
    {
        var rows = Matrix<double>.Build.DenseOfRowArrays(vectors);
        var mean = rows.ColumnSums() / vectors.Count;
        var scale = 1 / Math.Sqrt(Math.Max(1, vectors.Count - 1));
        return (mean, Matrix<double>.Build.Dense(rows.RowCount, rows.ColumnCount, (row, column) => (rows[row, column] - mean[column]) * scale));
    }

    // The trace of the covariance.
    private static double SumOfSquares(Matrix<double> matrix) => Math.Pow(matrix.FrobeniusNorm(), 2);
}
