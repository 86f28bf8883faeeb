using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace EdgeAigc.Diffusion.Tests.Families;

/// <summary>Runs a network through ONNX Runtime alone, without product code.</summary>
internal static class RawSession
{
    /// <summary>All outputs by name.</summary>
    /// <param name="path">The model.</param>
    /// <param name="inputs">Elements and shape by input name; the elements are converted to the declared type.</param>
    public static Dictionary<string, float[]> Run(string path, params (string Name, double[] Values, int[] Shape)[] inputs)
    {
        using var session = new InferenceSession(path);
        var values = inputs.Select(input => session.InputMetadata[input.Name].ElementDataType switch
        {
            TensorElementType.Float => Value(input.Name, Array.ConvertAll(input.Values, value => (float)value), input.Shape),
            TensorElementType.Int32 => Value(input.Name, Array.ConvertAll(input.Values, value => (int)value), input.Shape),
            TensorElementType.Int64 => Value(input.Name, Array.ConvertAll(input.Values, value => (long)value), input.Shape),
            var other => throw new ArgumentException($"Type {other} is not known here.", nameof(inputs)),
        }).ToList();
        using var results = session.Run(values);
        return results.ToDictionary(result => result.Name, result => result.AsEnumerable<float>().ToArray());
    }

    private static NamedOnnxValue Value<T>(string name, T[] values, int[] shape) =>
        NamedOnnxValue.CreateFromTensor(name, new DenseTensor<T>(values, shape));
}
