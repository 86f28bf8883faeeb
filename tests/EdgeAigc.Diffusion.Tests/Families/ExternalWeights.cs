using EdgeAigc.Onnx.Schema;
using Google.Protobuf;

namespace EdgeAigc.Diffusion.Tests.Families;

/// <summary>Moves the weights of a model to a file beside it, as exporters do with large ones.</summary>
internal static class ExternalWeights
{
    // Fields of TensorProto and StringStringEntryProto in onnx.proto that the builder's schema leaves out.
    private const int ExternalData = 13;
    private const int DataLocation = 14;
    private const int Key = 1;
    private const int Value = 2;

    /// <param name="path">The model.</param>
    /// <param name="file">Name of the file of weights.</param>
    public static void MoveOut(string path, string file)
    {
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
        using var weights = File.Create(Path.Combine(Path.GetDirectoryName(path)!, file));
        for (var i = 0; i < model.Graph.Initializer.Count; i++)
        {
            var tensor = model.Graph.Initializer[i];
            // Integers are shapes, which must be known before any weight is read.
            if (tensor.DataType != (int)TensorProto.Types.DataType.Float)
                continue;
            var (offset, bytes) = (weights.Position, tensor.RawData.ToByteArray());
            weights.Write(bytes);
            tensor.RawData = ByteString.Empty;
            model.Graph.Initializer[i] = TensorProto.Parser.ParseFrom(
                [.. tensor.ToByteArray(), .. Location(file, offset, bytes.Length)]);
        }

        File.WriteAllBytes(path, model.ToByteArray());
    }

    private static byte[] Location(string file, long offset, int length)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream))
        {
            Entry(output, "location", file);
            Entry(output, "offset", $"{offset}");
            Entry(output, "length", $"{length}");
            output.WriteTag(DataLocation, WireFormat.WireType.Varint);
            output.WriteEnum(1);
        }

        return stream.ToArray();
    }

    private static void Entry(CodedOutputStream output, string key, string value)
    {
        using var stream = new MemoryStream();
        using (var entry = new CodedOutputStream(stream))
        {
            entry.WriteTag(Key, WireFormat.WireType.LengthDelimited);
            entry.WriteString(key);
            entry.WriteTag(Value, WireFormat.WireType.LengthDelimited);
            entry.WriteString(value);
        }

        output.WriteTag(ExternalData, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(stream.ToArray()));
    }
}
