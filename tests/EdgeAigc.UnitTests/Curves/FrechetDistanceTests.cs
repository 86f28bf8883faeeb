using EdgeAigc.Core.Curves;
using MathNet.Numerics.LinearAlgebra;

namespace EdgeAigc.UnitTests.Curves;

public sealed class FrechetDistanceTests
{
    [Fact]
    public void Squared_ASetAndItself_IsZero() => Assert.Equal(0, FrechetDistance.Squared(Random(1, 20, 8), Random(1, 20, 8)), 1e-9);

    [Fact]
    public void Squared_ShiftedSet_IsTheSquaredShift()
    {
        var set = Random(2, 10, 5);
        double[] shift = [3, 0, -1, 0.5, 2];

        Assert.Equal(shift.Sum(x => x * x), FrechetDistance.Squared(set, [.. set.Select(vector => vector.Zip(shift, (x, y) => x + y).ToArray())]), 1e-9);
    }

    [Fact]
    public void Squared_AxisAlignedNormals_IsTheSumOverTheirDeviations()
    {
        // Covariances that are diagonal commute, and the distance is Σ (σᵢ − τᵢ)².
        double[] sigma = [1, 2, 0.5], tau = [3, 0, 0.25];

        Assert.Equal(4 + 4 + 0.0625, FrechetDistance.Squared(AxisAligned(sigma), AxisAligned(tau)), 1e-9);
    }

    [Fact]
    public void Squared_LinesAtAnAngle_IsTheClosedForm()
    {
        // Rank one: Σ₁ = uuᵀ and Σ₂ = vvᵀ give |u|² + |v|² − 2·|u·v|.
        double[] u = [2, 0], v = [1, 1];

        Assert.Equal(4 + 2 - (2 * 2), FrechetDistance.Squared(Line(u), Line(v)), 1e-9);
    }

    [Theory]
    [InlineData(30, 30, 4)]
    [InlineData(12, 7, 5)]
    [InlineData(5, 9, 16)]
    public void Squared_AnySets_IsTheFormulaWithMatrixSquareRoots(int left, int right, int dimensions)
    {
        var (a, b) = (Random(left, left, dimensions), Random(right + 50, right, dimensions));

        Assert.Equal(BySquareRoots(a, b), FrechetDistance.Squared(a, b), 1e-8);
        Assert.Equal(FrechetDistance.Squared(b, a), FrechetDistance.Squared(a, b), 1e-9);
    }

    [Fact]
    public void Squared_SingleVectors_IsTheirSquaredDistance() => Assert.Equal(25, FrechetDistance.Squared([[0, 0]], [[3, 4]]), 1e-9);

    [Fact]
    public void Squared_SetsThatDoNotCompare_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => FrechetDistance.Squared([], [[1]]));
        Assert.Throws<ArgumentException>(() => FrechetDistance.Squared([[1, 2]], [[1]]));
    }

    [Fact]
    public void Features_BlurredAndRecolouredPictures_AreFurtherAway()
    {
        var pictures = Enumerable.Range(0, 12).Select(seed => SyntheticPictures.Noise(seed, 32, 32)).ToList();
        var again = Enumerable.Range(100, 12).Select(seed => SyntheticPictures.Noise(seed, 32, 32)).ToList();
        var blurred = pictures.ConvertAll(picture => SyntheticPictures.Of(32, 32, (channel, x, y) =>
            (picture.Plane(channel)[(y * 32) + x] + picture.Plane(channel)[(y * 32) + ((x + 1) % 32)]) / 2));
        var reddened = pictures.ConvertAll(picture => SyntheticPictures.Of(32, 32, (channel, x, y) =>
            picture.Plane(channel)[(y * 32) + x] + (channel == 0 ? 0.5 : 0)));

        var same = Between(pictures, again);

        Assert.True(Between(pictures, blurred) > same, $"{Between(pictures, blurred)} against {same}");
        Assert.True(Between(pictures, reddened) > same, $"{Between(pictures, reddened)} against {same}");
    }

    [Fact]
    public void Features_PictureWithKnownCells_AreTheirMeansAndGradients()
    {
        // Red rises by 0.01 a column, green is 0.5 in the upper half alone, blue is −1.
        var features = PictureFeatures.Of(SyntheticPictures.Of(16, 16, (channel, x, y) => channel switch { 0 => 0.01 * x, 1 => y < 8 ? 0.5 : 0, _ => -1 }));

        Assert.Equal(PictureFeatures.Count, features.Length);
        Assert.Equal([0.015, 0.5, -1], features.Take(3).Select(value => Math.Round(value, 6)));
        Assert.Equal(0.299 * 0.01, features[3], 1e-6);
        // The second row of cells meets the fall of the green on one of its four rows.
        Assert.Equal(Math.Sqrt(Math.Pow(0.299 * 0.01, 2) + (Math.Pow(0.587 * 0.5, 2) / 4)), features[(4 * 4) + 3], 1e-6);
        Assert.Equal(0, features[(12 * 4) + 1]);
    }

    private static double Between(IEnumerable<PlanarPicture> left, IEnumerable<PlanarPicture> right) =>
        FrechetDistance.Squared([.. left.Select(PictureFeatures.Of)], [.. right.Select(PictureFeatures.Of)]);

    private static double[][] Random(int seed, int count, int dimensions)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, dimensions).Select(axis => random.NextDouble() * (axis + 1)).ToArray())];
    }

    // ± σᵢ·√((n − 1)/2) along each axis: mean 0 and exactly these deviations.
    private static double[][] AxisAligned(double[] deviations)
    {
        var scale = Math.Sqrt(((2 * deviations.Length) - 1) / 2.0);
        return [.. from axis in Enumerable.Range(0, deviations.Length)
                   from sign in (double[])[-1, 1]
                   select deviations.Select((deviation, i) => i == axis ? sign * scale * deviation : 0).ToArray()];
    }

    // Covariance uuᵀ out of two vectors: ± u / √2.
    private static double[][] Line(double[] u) => [[.. u.Select(x => x / Math.Sqrt(2))], [.. u.Select(x => -x / Math.Sqrt(2))]];

    // Covariances in full, and tr (Σ₁^½ Σ₂ Σ₁^½)^½ by eigenvalues.
    private static double BySquareRoots(double[][] left, double[][] right)
    {
        var (meanLeft, one) = Moments(left);
        var (meanRight, two) = Moments(right);
        var root = Root(one);
        return Math.Pow((meanLeft - meanRight).L2Norm(), 2) + one.Trace() + two.Trace() - (2 * Root(root * two * root).Trace());
    }

    private static (Vector<double> Mean, Matrix<double> Covariance) Moments(double[][] vectors)
    {
        var dimensions = vectors[0].Length;
        var mean = Vector<double>.Build.Dense(dimensions, axis => vectors.Average(vector => vector[axis]));
        return (mean, Matrix<double>.Build.Dense(dimensions, dimensions, (i, j) =>
            vectors.Sum(vector => (vector[i] - mean[i]) * (vector[j] - mean[j])) / (vectors.Length - 1)));
    }

    private static Matrix<double> Root(Matrix<double> symmetric)
    {
        var eigen = ((symmetric + symmetric.Transpose()) / 2).Evd(Symmetricity.Symmetric);
        // What a singular matrix leaves of its zeros must not have a root.
        var negligible = 1e-12 * eigen.EigenValues.AbsoluteMaximum().Magnitude;
        var roots = eigen.EigenValues.Map(value => value.Real > negligible ? Math.Sqrt(value.Real) : 0);
        return eigen.EigenVectors * Matrix<double>.Build.DiagonalOfDiagonalVector(roots) * eigen.EigenVectors.Transpose();
    }
}
