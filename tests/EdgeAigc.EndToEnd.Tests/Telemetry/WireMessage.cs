using System.Buffers.Binary;
using System.Text;

namespace EdgeAigc.EndToEnd.Tests.Telemetry;

/// <summary>A message in the wire format of Protocol Buffers (https://protobuf.dev/programming-guides/encoding/), as far as it has lengths.</summary>
internal sealed class WireMessage
{
    private const int LengthDelimited = 2;

    private readonly List<(int Field, ReadOnlyMemory<byte> Value)> _fields = [];

    public WireMessage(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var tag = Varint(ref bytes);
            var length = (int)(tag & 7) switch
            {
                0 => VarintLength(bytes),
                1 => sizeof(ulong),
                LengthDelimited => (int)Varint(ref bytes),
                5 => sizeof(uint),
                var type => throw new FormatException($"There is no wire type {type}."),
            };
            _fields.Add(((int)(tag >> 3), bytes[..length]));
            bytes = bytes[length..];
        }
    }

    /// <summary>The messages under a field number.</summary>
    public IEnumerable<WireMessage> Messages(int field) => Values(field).Select(value => new WireMessage(value));

    /// <summary>The text under a field number; empty without one.</summary>
    public string Text(int field) => Encoding.UTF8.GetString(Value(field).Span);

    /// <summary>The bytes under a field number as hexadecimal digits; empty without one.</summary>
    public string Hex(int field) => Convert.ToHexStringLower(Value(field).Span);

    /// <summary>The fixed 64 bits under a field number; 0 without them.</summary>
    public ulong Fixed(int field) => Value(field) is { IsEmpty: false } value ? BinaryPrimitives.ReadUInt64LittleEndian(value.Span) : 0;

    private ReadOnlyMemory<byte> Value(int field) => Values(field).LastOrDefault();

    private IEnumerable<ReadOnlyMemory<byte>> Values(int field) => _fields.Where(known => known.Field == field).Select(known => known.Value);

    private static int VarintLength(ReadOnlyMemory<byte> bytes)
    {
        var rest = bytes;
        Varint(ref rest);
        return bytes.Length - rest.Length;
    }

    private static ulong Varint(ref ReadOnlyMemory<byte> bytes)
    {
        var value = 0UL;
        for (var (index, shift) = (0, 0); ; index++, shift += 7)
        {
            var next = bytes.Span[index];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                bytes = bytes[(index + 1)..];
                return value;
            }
        }
    }
}
