using System.Buffers;
using System.Text.Json;
using EdgeAigc.Gateway.Errors;
using Microsoft.Net.Http.Headers;

namespace EdgeAigc.Gateway.Images;

/// <summary>Reads the body of a request for images.</summary>
internal sealed class ImageRequestReader(HttpApiOptions options, TimeProvider time)
{
    /// <summary>The body, or what is wrong with it.</summary>
    public async Task<(ImageRequestBody? Body, ApiError? Error)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var maxBytes = options.MaxBodyBytes;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
            return (null, ApiErrors.WrongContentType(request.ContentType));
        if (request.ContentLength > maxBytes)
            return (null, ApiErrors.TooLarge(maxBytes));

        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(options.ReceiveSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await ReadAsync(request, maxBytes, either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return (null, ApiErrors.TooSlow(options.ReceiveSeconds));
        }
    }

    private static async Task<(ImageRequestBody? Body, ApiError? Error)> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        var read = await request.BodyReader.ReadAtLeastAsync(maxBytes + 1, cancellationToken);
        try
        {
            return read.Buffer.Length > maxBytes ? (null, ApiErrors.TooLarge(maxBytes)) : Parse(read.Buffer);
        }
        finally
        {
            request.BodyReader.AdvanceTo(read.Buffer.End);
        }
    }

    // First the syntax, then the types, so that a wrong type can be told from text that is not JSON.
    private static (ImageRequestBody? Body, ApiError? Error) Parse(ReadOnlySequence<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Bind(document.RootElement)
                : (null, ApiErrors.NotJson($"its root is a {document.RootElement.ValueKind}."));
        }
        catch (JsonException exception)
        {
            return (null, ApiErrors.NotJson(exception.Message));
        }
    }

    private static (ImageRequestBody? Body, ApiError? Error) Bind(JsonElement root)
    {
        foreach (var field in GatewayJson.Default.ImageRequestBody.Properties)
        {
            if (!root.TryGetProperty(field.Name, out var value) || value.ValueKind == JsonValueKind.Null)
                continue;
            if (Expected(field.PropertyType, value) is { } expected)
                return (null, ApiErrors.Invalid(field.Name, $"{field.Name} is {Shorten(value)}; it must be {expected}."));
        }

        return (root.Deserialize(GatewayJson.Default.ImageRequestBody), null);
    }

    // What the value should have been, or null when it is.
    private static string? Expected(Type type, JsonElement value)
    {
        if (type == typeof(string))
            return IsText(value) ? null : "text";
        if (type == typeof(bool?))
            return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "true or false";
        var isNumber = value.ValueKind == JsonValueKind.Number;
        if (type == typeof(double?))
            return isNumber && value.TryGetDouble(out var number) && double.IsFinite(number) ? null : "a number";
        var isWhole = isNumber && (type == typeof(long?) ? value.TryGetInt64(out _) : value.TryGetInt32(out _));
        return isWhole ? null : "a whole number";
    }

    private static bool IsText(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String && value.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or bytes that are not UTF-8.
            return false;
        }
    }

    private static string Shorten(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        _ when value.GetRawText() is { Length: <= 40 } raw => raw,
        _ => "a long number",
    };
}
