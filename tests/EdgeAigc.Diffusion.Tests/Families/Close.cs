namespace EdgeAigc.Diffusion.Tests.Families;

/// <summary>Compares float32 results with double-precision ones.</summary>
internal static class Close
{
    /// <summary>Every element within an absolute and relative 10⁻⁵.</summary>
    public static void Equal(IReadOnlyList<double> expected, IReadOnlyList<float> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
            Assert.Equal(expected[i], actual[i], 1e-5 * (1 + Math.Abs(expected[i])));
    }
}
