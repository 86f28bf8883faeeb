using EdgeAigc.Diffusion.Random;

namespace EdgeAigc.Diffusion.Tests.Families;

/// <summary>Random weights that a seed fixes.</summary>
internal static class TinyWeights
{
    /// <param name="seed">The seed.</param>
    /// <param name="deviation">Their deviation, small enough to keep activations out of saturation.</param>
    /// <param name="shape">Their shape.</param>
    public static float[] Draw(ulong seed, float deviation, params int[] shape)
    {
        var weights = new float[shape.Aggregate(1, (product, side) => product * side)];
        new TorchGenerator(seed).Normal(weights);
        return Array.ConvertAll(weights, weight => weight * deviation);
    }

    /// <summary>Rows [n, in] times a matrix [in, out].</summary>
    public static double[] Multiply(double[] rows, float[] matrix, int input)
    {
        var output = matrix.Length / input;
        var result = new double[rows.Length / input * output];
        for (var row = 0; row < rows.Length / input; row++)
        {
            for (var column = 0; column < output; column++)
            {
                for (var k = 0; k < input; k++)
                    result[(row * output) + column] += rows[(row * input) + k] * matrix[(k * output) + column];
            }
        }

        return result;
    }
}
