using System.ComponentModel.DataAnnotations;
using System.Net;
using EdgeAigc.Contracts;

namespace EdgeAigc.Silo.Configuration;

/// <summary>How this silo meets the others and its clients.</summary>
internal sealed class SiloClusterOptions : IValidatableObject
{
    public const string Section = "EdgeAigc:Cluster";

    /// <summary>Address at which other silos and clients reach this one. The default keeps everything on this machine.</summary>
    [Required]
    public string AdvertisedAddress { get; set; } = "127.0.0.1";

    /// <summary>TCP port for other silos.</summary>
    [Range(1, 65535)]
    public int SiloPort { get; set; } = ClusterDefaults.SiloPort;

    /// <summary>TCP port for clients.</summary>
    [Range(1, 65535)]
    public int GatewayPort { get; set; } = ClusterDefaults.GatewayPort;

    /// <summary>
    /// Silo endpoint (address:port) of the silo that keeps the membership table in its memory; empty on that silo itself.
    /// The others join through it.
    /// </summary>
    public string Primary { get; set; } = "";

    public IPAddress Address => IPAddress.Parse(AdvertisedAddress);

    public IPEndPoint PrimaryEndpoint => Primary.Length == 0 ? new(Address, SiloPort) : IPEndPoint.Parse(Primary);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IPAddress.TryParse(AdvertisedAddress, out _))
            yield return new("It must be an IP address.", [nameof(AdvertisedAddress)]);
        if (Primary.Length > 0 && (!IPEndPoint.TryParse(Primary, out var primary) || primary.Port == 0))
            yield return new("It must be address:port of a silo, such as 10.0.0.5:11111.", [nameof(Primary)]);
        if (SiloPort == GatewayPort)
            yield return new($"{nameof(SiloPort)} has the same value; they must differ.", [nameof(GatewayPort)]);
    }
}
