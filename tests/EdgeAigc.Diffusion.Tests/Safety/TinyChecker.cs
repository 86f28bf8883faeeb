using EdgeAigc.Onnx;
using Type = EdgeAigc.Onnx.Schema.TensorProto.Types.DataType;

namespace EdgeAigc.Diffusion.Tests.Safety;

/// <summary>Writes a safety checker that flags a picture when the value of one element of <c>clip_input</c>, and the value of one
/// element of <c>images</c>, are both above a threshold.</summary>
internal sealed record TinyChecker
{
    /// <summary>Position in <c>clip_input</c> [3, 224, 224].</summary>
    public long ClipIndex { get; init; }

    public float ClipThreshold { get; init; } = float.NegativeInfinity;

    /// <summary>Position in <c>images</c> [H, W, 3].</summary>
    public long ImageIndex { get; init; }

    public float ImageThreshold { get; init; } = float.NegativeInfinity;

    /// <summary>Name of the output with the flags.</summary>
    public string Output { get; init; } = "has_nsfw_concepts";

    /// <summary>Type of that output.</summary>
    public Type OutputType { get; init; } = Type.Bool;

    /// <summary>One more input, or null.</summary>
    public string? ExtraInput { get; init; }

    public void Write(string folder)
    {
        var graph = new GraphBuilder("safety_checker");
        var clip = graph.Input("clip_input", Type.Float, "batch", "3", "224", "224");
        var images = graph.Input("images", Type.Float, "batch", "height", "width", "3");
        var flags = graph.Node("And", [Above(graph, clip, ClipIndex, ClipThreshold), Above(graph, images, ImageIndex, ImageThreshold)]);
        if (ExtraInput is not null)
            flags = graph.Node("And", [flags, graph.Node("Cast", [graph.Input(ExtraInput, Type.Float, "1")], ("to", (long)Type.Bool))]);
        graph.Output("out_images", images, Type.Float, "batch", "height", "width", "3");
        if (OutputType != Type.Bool)
            flags = graph.Node("Cast", [flags], ("to", (long)OutputType));
        graph.Output(Output, flags, OutputType, "batch");
        graph.Save(Path.Combine(folder, "model.onnx"));
    }

    /// <summary>For each picture of the batch: whether its element is above the threshold.</summary>
    private static string Above(GraphBuilder graph, string input, long index, float threshold)
    {
        var flat = graph.Node("Flatten", [input], ("axis", 1L));
        var element = graph.Node("Gather", [flat, graph.Integers([index])], ("axis", 1L));
        return graph.Node("Greater", [element, graph.Floats([threshold])]);
    }
}
