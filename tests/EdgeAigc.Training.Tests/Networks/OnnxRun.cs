using EdgeAigc.Onnx;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace EdgeAigc.Training.Tests.Networks;

/// <summary>Runs an exported graph with ONNX Runtime on torch's tensors.</summary>
internal static class OnnxRun
{
    /// <summary>Largest absolute difference that the two runtimes may show.</summary>
    public const float Tolerance = 1e-4f;

    public static Tensor Run(GraphBuilder graph, string output, params (string Name, Tensor Value)[] inputs)
    {
        using var session = new InferenceSession(graph.Build().ToByteArray());
        var values = inputs.Select(input => input.Value.dtype == ScalarType.Int64
            ? NamedOnnxValue.CreateFromTensor(input.Name, new DenseTensor<long>(input.Value.data<long>().ToArray(), Shape(input.Value)))
            : NamedOnnxValue.CreateFromTensor(input.Name, new DenseTensor<float>(input.Value.data<float>().ToArray(), Shape(input.Value)))).ToArray();
        using var results = session.Run(values, [output]);
        var result = results[0].AsTensor<float>().ToDenseTensor();
        return tensor(result.Buffer.ToArray(), result.Dimensions.ToArray().Select(size => (long)size).ToArray());
    }

    /// <summary>Random weights of a size at which every branch of a network matters, those that begin as zero included.</summary>
    public static void Randomize(nn.Module module, int seed)
    {
        using var quiet = no_grad();
        random.manual_seed(seed);
        foreach (var parameter in module.parameters())
            parameter.normal_(0, parameter.dim() > 1 ? 0.08 : 0.3);
    }

    public static void AssertEqual(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.True(expected.abs().max().item<float>() > 0.1f, "the outputs are too small for the comparison to say much");
        var difference = (expected - actual).abs().max().item<float>();
        Assert.True(difference <= Tolerance, $"torch and ONNX Runtime differ by {difference}");
    }

    private static int[] Shape(Tensor value) => [.. value.shape.Select(size => (int)size)];
}
