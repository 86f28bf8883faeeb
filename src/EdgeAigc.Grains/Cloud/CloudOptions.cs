using System.ComponentModel.DataAnnotations;

namespace EdgeAigc.Grains.Cloud;

/// <summary>Settings of the upstream that serves what no node can, for requests that allow it.</summary>
public sealed class CloudOptions : IValidatableObject
{
    /// <summary>Base address of an OpenAI-compatible API, such as <c>https://images.example/v1</c>.</summary>
    /// <value>Default empty: there is none.</value>
    public string Endpoint { get; set; } = "";

    /// <summary>Its API key; best given as an environment variable.</summary>
    /// <value>Default empty.</value>
    public string ApiKey { get; set; } = "";

    /// <summary>Names of models there by names here; a model that is not listed has the same name.</summary>
    public Dictionary<string, string> Models { get; } = new(StringComparer.Ordinal);

    /// <summary>Time in seconds after which an answer is not waited for any more.</summary>
    /// <value>Default 60; from 0.1 to 3,600.</value>
    [Range(0.1, 3600)]
    public double TimeoutSeconds { get; set; } = 60;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Endpoint.Length > 0 && !(Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)))
            yield return new($"Endpoint is '{Endpoint}'; it must be an address that begins with http:// or https://.", [nameof(Endpoint)]);
    }
}
