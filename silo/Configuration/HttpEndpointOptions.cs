using System.ComponentModel.DataAnnotations;
using System.Net;
using EdgeAigc.Contracts;

namespace EdgeAigc.Silo.Configuration;

/// <summary>Where the HTTP API and the health endpoints listen.</summary>
internal sealed class HttpEndpointOptions : IValidatableObject
{
    public const string Section = "EdgeAigc:Http";

    /// <summary>IP address to listen on; 0.0.0.0 for all.</summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>TCP port.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = ClusterDefaults.HttpPort;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IPAddress.TryParse(Address, out _))
            yield return new("It must be an IP address.", [nameof(Address)]);
    }
}
