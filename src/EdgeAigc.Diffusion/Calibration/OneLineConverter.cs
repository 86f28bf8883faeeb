using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeAigc.Diffusion.Calibration;

/// <summary>Writes a list of numbers on one line of an otherwise indented file.</summary>
internal sealed class OneLineConverter : JsonConverter<IReadOnlyList<double>>
{
    public override IReadOnlyList<double>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<double[]>(ref reader, options);

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<double> value, JsonSerializerOptions options) =>
        writer.WriteRawValue(JsonSerializer.SerializeToUtf8Bytes(value));
}
