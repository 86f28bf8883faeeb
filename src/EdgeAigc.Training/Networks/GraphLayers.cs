using System.Runtime.InteropServices;
using EdgeAigc.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Networks;

/// <summary>Writes layers as ONNX nodes; each computes what the layer of the same name computes in TorchSharp.</summary>
internal static class GraphLayers
{
    public static string Parameter(this GraphBuilder graph, Tensor parameter, params long[] shape)
    {
        using var values = parameter.detach().cpu().contiguous();
        return graph.Floats(MemoryMarshal.Cast<byte, float>(values.bytes), shape.Length == 0 ? parameter.shape : shape);
    }

    /// <summary>A convolution; without a padding it keeps the size (stride 1), or takes patches that do not overlap (stride = kernel).</summary>
    public static string Convolution(this GraphBuilder graph, string input, Conv2d layer, long stride = 1, long? padding = null)
    {
        var kernel = layer.weight.shape[2];
        var pad = padding ?? (stride == 1 ? kernel / 2 : 0);
        return graph.Node("Conv", [input, graph.Parameter(layer.weight), graph.Parameter(layer.bias!)],
            ("kernel_shape", new[] { kernel, kernel }), ("pads", new[] { pad, pad, pad, pad }), ("strides", new[] { stride, stride }));
    }

    /// <summary>Squares of factor × factor pixels become channels, those of one channel next to each other as torch orders them; ONNX's
    /// SpaceToDepth has another order.</summary>
    public static string PixelUnshuffle(this GraphBuilder graph, string input, long channels, long side, long factor)
    {
        var cells = side / factor;
        var split = graph.Reshape(input, -1, channels, cells, factor, cells, factor);
        return graph.Reshape(graph.Transpose(split, 0, 1, 3, 5, 2, 4), -1, channels * factor * factor, cells, cells);
    }

    /// <summary>y = x·Wᵀ + b over the last axis.</summary>
    public static string Affine(this GraphBuilder graph, string input, Linear layer)
    {
        using var transposed = layer.weight.detach().t().contiguous();
        return graph.Node("Add", [graph.Node("MatMul", [input, graph.Parameter(transposed)]), graph.Parameter(layer.bias!)]);
    }

    public static string Silu(this GraphBuilder graph, string input) => graph.Node("Mul", [input, graph.Node("Sigmoid", [input])]);

    /// <summary>Opset 17 has no GroupNormalization: each group is one instance of InstanceNormalization.</summary>
    public static string GroupNormalization(this GraphBuilder graph, string input, GroupNorm layer)
    {
        var groups = Layers.NormGroups;
        var ones = graph.Floats(Enumerable.Repeat(1f, (int)groups).ToArray(), groups);
        var zeros = graph.Floats(new float[groups], groups);
        var grouped = graph.Node("Reshape", [input, graph.Integers([0, groups, -1], 3)]);
        var normal = graph.Node("InstanceNormalization", [grouped, ones, zeros], ("epsilon", 1e-5f));
        var restored = graph.Node("Reshape", [normal, graph.Node("Shape", [input])]);
        var channels = layer.weight!.shape[0];
        return graph.Node("Add",
            [graph.Node("Mul", [restored, graph.Parameter(layer.weight, channels, 1, 1)]), graph.Parameter(layer.bias!, channels, 1, 1)]);
    }

    public static string LayerNormalization(this GraphBuilder graph, string input, LayerNorm layer, long width) =>
        graph.Node("LayerNormalization",
            [
                input,
                layer.weight is { } weight ? graph.Parameter(weight) : graph.Floats(Enumerable.Repeat(1f, (int)width).ToArray(), width),
                layer.bias is { } bias ? graph.Parameter(bias) : graph.Floats(new float[width], width),
            ],
            ("axis", -1L), ("epsilon", 1e-5f));

    public static string DoubleNearest(this GraphBuilder graph, string input) =>
        graph.Node("Resize", [input, "", graph.Floats([1, 1, 2, 2], 4)],
            ("mode", "nearest"), ("nearest_mode", "floor"), ("coordinate_transformation_mode", "asymmetric"));

    public static string Reshape(this GraphBuilder graph, string input, params long[] shape) =>
        graph.Node("Reshape", [input, graph.Integers(shape, shape.Length)]);

    public static string Transpose(this GraphBuilder graph, string input, params long[] order) => graph.Node("Transpose", [input], ("perm", order));

    public static string Slice(this GraphBuilder graph, string input, long axis, long from, long to) =>
        graph.Node("Slice", [input, graph.Integers([from], 1), graph.Integers([to], 1), graph.Integers([axis], 1)]);
}
