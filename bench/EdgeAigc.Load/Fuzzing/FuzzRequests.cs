using System.Globalization;
using System.Text;

namespace EdgeAigc.Load.Fuzzing;

/// <summary>
/// Malformed requests to every endpoint of the HTTP API, by chance but the same for the same seed: good requests whose body, target, headers
/// or framing were spoilt, and bytes that were never a request.
/// </summary>
internal sealed class FuzzRequests(int seed)
{
    private const string Body =
        """{"prompt":"sün \ud83d\ude00","model":"free","n":1,"size":"64x64","seed":12,"quality":"hd","stream":false,"partial_images":0,"deadline_ms":1e3,"min_quality":0.5,"response_format":"b64_json","output_format":"png","steps":2,"user":"alice"}""";

    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "CONNECT", "BREW", "get", "P\0ST", ""];
    private static readonly string[] Values =
    [
        "null", "true", "[]", "{}", "\"\"", "-1", "0", "1e308", "1e999", "99999999999999999999", "\"\\ud800\"", "\"\\u0000\"", "0.1", "\"x\"", "[[[[[[[[]]]]]]]]",
    ];

    private static readonly string[] Headers =
    [
        "Authorization: Bearer eak_0123456789ab_0123456789012345678901234567890123456789012", "Authorization: Basic ::::", "Authorization:", "Idempotency-Key:",
        "Idempotency-Key: \u00e9\u00ff", "Content-Type: application/json; charset=utf-7", "Content-Type: ;;;", "Content-Encoding: gzip", "Expect: 100-continue",
        "Transfer-Encoding: chunked", "Transfer-Encoding: gzip, chunked", "Content-Length: -5", "Content-Length: 99999999999999999999", "Range: bytes=9-1",
        "Accept: \0", "Host: a b", "Host: [::", "Cookie: " + "=;;", "X-Forwarded-For: ::::", "Upgrade: websocket", "Connection: upgrade", "Origin: null",
    ];

    private readonly Random _random = new(seed);

    /// <summary>The next request.</summary>
    public FuzzRequest Next() => _random.Next(6) switch
    {
        0 => new("body bytes", Post(Spoil(Encoding.UTF8.GetBytes(Body), 4))),
        1 => new("body values", Post(Encoding.UTF8.GetBytes(SwapValue()))),
        2 => new("target and method", Text($"{Any(Methods)} {SpoilText(Any(FuzzTargets.All))} HTTP/1.{_random.Next(3)}\r\nHost: x\r\nConnection: close\r\n\r\n")),
        3 => new("headers", Text($"{Any(Methods)} {Any(FuzzTargets.All)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{Any(Headers)}\r\n{SpoilText(Any(Headers))}\r\n\r\n{Body}")),
        4 => new("framing", Spoil(Post(Encoding.UTF8.GetBytes(Body)), 12)),
        _ => new("noise", Noise()),
    };

    private byte[] Post(byte[] body)
    {
        // Sometimes the length is a lie, or the body comes in chunks that may be wrong.
        var chunked = _random.Next(5) == 0;
        var length = chunked ? "Transfer-Encoding: chunked" : string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length + (_random.Next(8) == 0 ? _random.Next(-3, 3) : 0)}");
        var head = Text($"POST {(_random.Next(2) == 0 ? "/v1/images/generations" : "/v1/images/jobs")} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n{length}\r\n\r\n");
        return chunked
            ? [.. head, .. Text(string.Create(CultureInfo.InvariantCulture, $"{body.Length + (_random.Next(3) == 0 ? 1 : 0):x}\r\n")), .. body, .. Text("\r\n0\r\n\r\n")]
            : [.. head, .. body];
    }

    private string SwapValue()
    {
        var fields = Body.TrimStart('{').TrimEnd('}').Split(',');
        var index = _random.Next(fields.Length);
        fields[index] = $"{fields[index].Split(':')[0]}:{Any(Values)}";
        return "{" + string.Join(',', fields) + "}";
    }

    private string SpoilText(string text) => Encoding.Latin1.GetString(Spoil(Encoding.Latin1.GetBytes(text), 3));

    private byte[] Spoil(byte[] good, int most)
    {
        var bytes = good.ToList();
        for (var edits = _random.Next(1, most + 1); edits > 0 && bytes.Count > 0; edits--)
        {
            var at = _random.Next(bytes.Count);
            switch (_random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)_random.Next(256);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.Insert(at, bytes[_random.Next(bytes.Count)]);
                    break;
                case 3:
                    bytes.InsertRange(at, Enumerable.Repeat((byte)"%x\"[{ \r\n\0"[_random.Next(9)], _random.Next(1, 300)));
                    break;
                default:
                    bytes.RemoveRange(at, Math.Min(bytes.Count - at, _random.Next(20)));
                    break;
            }
        }

        return [.. bytes];
    }

    private byte[] Noise()
    {
        var bytes = new byte[_random.Next(1, 2000)];
        _random.NextBytes(bytes);
        return bytes;
    }

    private string Any(string[] choices) => choices[_random.Next(choices.Length)];

    private static byte[] Text(string text) => Encoding.Latin1.GetBytes(text);
}
