using System.Globalization;
using System.Runtime.InteropServices;
using EdgeAigc.Onnx.Schema;
using Google.Protobuf;

namespace EdgeAigc.Onnx;

/// <summary>Builds one ONNX graph, node by node, and writes it as a model file.</summary>
/// <param name="name">Name of the graph.</param>
public sealed class GraphBuilder(string name)
{
    // Opset 17 is the first with LayerNormalization and is read by every ONNX Runtime since 1.12.
    private const long OperatorSet = 17;
    private const long IrVersion = 8;

    private readonly GraphProto _graph = new() { Name = name };
    private int _values;

    /// <summary>Declares an input of the graph.</summary>
    /// <param name="name">Name of the input.</param>
    /// <param name="type">Element type.</param>
    /// <param name="shape">Dimensions: numbers, or names of dynamic axes; empty for a scalar.</param>
    /// <returns><paramref name="name"/>, to be used as a node's input.</returns>
    public string Input(string name, TensorProto.Types.DataType type, params string[] shape)
    {
        _graph.Input.Add(ValueInfo(name, type, shape));
        return name;
    }

    /// <summary>Declares an output of the graph and names the value that it is.</summary>
    /// <param name="name">Name of the output.</param>
    /// <param name="value">The value, as returned by a node.</param>
    /// <param name="type">Element type.</param>
    /// <param name="shape">Dimensions: numbers, or names of dynamic axes; empty for a scalar.</param>
    public void Output(string name, string value, TensorProto.Types.DataType type, params string[] shape)
    {
        _graph.Node.Add(new NodeProto { Name = name, OpType = "Identity", Input = { value }, Output = { name } });
        _graph.Output.Add(ValueInfo(name, type, shape));
    }

    /// <summary>Adds a constant float tensor.</summary>
    /// <param name="values">Elements in row-major order.</param>
    /// <param name="shape">Dimensions; none for a scalar.</param>
    public string Floats(ReadOnlySpan<float> values, params long[] shape) =>
        Initializer(TensorProto.Types.DataType.Float, MemoryMarshal.AsBytes(values), values.Length, shape);

    /// <summary>Adds a constant int64 tensor.</summary>
    /// <param name="values">Elements in row-major order.</param>
    /// <param name="shape">Dimensions; none for a scalar.</param>
    public string Integers(ReadOnlySpan<long> values, params long[] shape) =>
        Initializer(TensorProto.Types.DataType.Int64, MemoryMarshal.AsBytes(values), values.Length, shape);

    /// <summary>Adds a node with one output.</summary>
    /// <param name="operation">ONNX operator.</param>
    /// <param name="inputs">Values it reads.</param>
    /// <param name="attributes">Attributes: float, long, long[] or string.</param>
    /// <returns>Name of its output.</returns>
    /// <exception cref="ArgumentException">An attribute has another type.</exception>
    public string Node(string operation, ReadOnlySpan<string> inputs, params (string Name, object Value)[] attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        var output = NextName(operation);
        var node = new NodeProto { Name = output, OpType = operation, Output = { output } };
        foreach (var input in inputs)
            node.Input.Add(input);
        foreach (var (attribute, value) in attributes)
            node.Attribute.Add(Attribute(attribute, value));
        _graph.Node.Add(node);
        return output;
    }

    /// <summary>The model with this graph.</summary>
    public ModelProto Build() => new()
    {
        IrVersion = IrVersion,
        ProducerName = "EdgeAigc",
        Graph = _graph,
        OpsetImport = { new OperatorSetIdProto { Domain = "", Version = OperatorSet } },
    };

    /// <summary>Writes the model whole or not at all, making its folder if need be.</summary>
    /// <param name="path">File to write.</param>
    public void Save(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var partial = path + ".partial";
        using (var file = File.Create(partial))
            Build().WriteTo(file);
        File.Move(partial, path, overwrite: true);
    }

    private string Initializer(TensorProto.Types.DataType type, ReadOnlySpan<byte> bytes, long count, long[] shape)
    {
        var expected = shape.Aggregate(1L, (product, dimension) => product * dimension);
        if (count != expected)
            throw new ArgumentException($"{count} elements do not fill the shape [{string.Join(", ", shape)}].", nameof(shape));

        var tensor = new TensorProto { Name = NextName("Constant"), DataType = (int)type, RawData = ByteString.CopyFrom(bytes), Dims = { shape } };
        _graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    private string NextName(string operation) => string.Create(CultureInfo.InvariantCulture, $"{operation}_{_values++}");

    private static ValueInfoProto ValueInfo(string name, TensorProto.Types.DataType type, string[] shape)
    {
        var dimensions = new TensorShapeProto();
        foreach (var dimension in shape)
        {
            dimensions.Dim.Add(long.TryParse(dimension, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                ? new TensorShapeProto.Types.Dimension { DimValue = size }
                : new TensorShapeProto.Types.Dimension { DimParam = dimension });
        }

        return new() { Name = name, Type = new() { TensorType = new() { ElemType = (int)type, Shape = dimensions } } };
    }

    private static AttributeProto Attribute(string name, object value) => value switch
    {
        float number => new() { Name = name, F = number, Type = AttributeProto.Types.AttributeType.Float },
        long number => new() { Name = name, I = number, Type = AttributeProto.Types.AttributeType.Int },
        long[] numbers => new() { Name = name, Ints = { numbers }, Type = AttributeProto.Types.AttributeType.Ints },
        string text => new() { Name = name, S = ByteString.CopyFromUtf8(text), Type = AttributeProto.Types.AttributeType.String },
        _ => throw new ArgumentException($"Attribute {name} is a {value.GetType().Name}; it must be float, long, long[] or string.", nameof(value)),
    };
}
