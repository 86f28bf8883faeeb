using EdgeAigc.Onnx;
using EdgeAigc.Onnx.Schema;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace EdgeAigc.Training.Tests.Onnx;

public sealed class GraphBuilderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Save_GraphWithDynamicAxis_RunsAtAnyBatch(int batch)
    {
        var graph = new GraphBuilder("test");
        var input = graph.Input("x", TensorProto.Types.DataType.Float, "batch", "2");
        var product = graph.Node("Gemm", [input, graph.Floats([1, 2, 3, 4], 2, 2)], ("alpha", 10f), ("transB", 1L));
        graph.Output("y", product, TensorProto.Types.DataType.Float, "batch", "2");
        var path = _folder.File("new/model.onnx");
        graph.Save(path);

        using var session = new InferenceSession(path);
        var values = new DenseTensor<float>(Enumerable.Range(0, 2 * batch).Select(value => (float)value).ToArray(), [batch, 2]);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("x", values)]);

        var expected = Enumerable.Range(0, batch).SelectMany(row => (float[])[10 * ((2 * row) + (2 * ((2 * row) + 1))), 10 * ((3 * 2 * row) + (4 * ((2 * row) + 1)))]);
        Assert.Equal(expected, results[0].AsTensor<float>().ToArray());
        Assert.Equal(["model.onnx"], Directory.GetFiles(_folder.File("new")).Select(Path.GetFileName));
    }

    [Fact]
    public void Build_Declarations_SayNamesTypesAndAxes()
    {
        var graph = new GraphBuilder("test");
        var input = graph.Input("ids", TensorProto.Types.DataType.Int64, "batch", "12");
        graph.Output("same", input, TensorProto.Types.DataType.Int64, "batch", "12");

        using var session = new InferenceSession(graph.Build().ToByteArray());

        var declared = session.InputMetadata["ids"];
        Assert.Equal(typeof(long), declared.ElementType);
        Assert.Equal([-1, 12], declared.Dimensions);
        Assert.Equal(["batch", ""], declared.SymbolicDimensions);
    }

    [Fact]
    public void Floats_TooFewElements_NamesCountAndShape()
    {
        var fault = Assert.Throws<ArgumentException>(() => new GraphBuilder("test").Floats([1, 2, 3], 2, 2));

        Assert.Contains("3 elements", fault.Message, StringComparison.Ordinal);
        Assert.Contains("[2, 2]", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Node_AttributeOfAnotherType_NamesTheAttribute()
    {
        var graph = new GraphBuilder("test");

        var fault = Assert.Throws<ArgumentException>(() => graph.Node("Relu", [], ("size", 3)));

        Assert.Contains("size", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Node_Names_AreUnique()
    {
        var graph = new GraphBuilder("test");
        string[] names = [graph.Floats([1f]), graph.Floats([1f]), graph.Node("Relu", ["a"]), graph.Node("Relu", ["a"])];

        Assert.Distinct(names);
    }
}
