using System.Net;

namespace EdgeAigc.Gateway.Callers;

/// <summary>Whether requests need an API key.</summary>
/// <param name="IsRequired">Whether they do.</param>
internal sealed record KeyPolicy(bool IsRequired)
{
    /// <summary>The policy of a node.</summary>
    /// <param name="setting">Whether keys are needed, as the options say.</param>
    /// <param name="address">Address on which the node listens.</param>
    /// <param name="refusal">Why the node must not listen there; null when it may.</param>
    public static KeyPolicy Of(KeyRequirement setting, IPAddress address, out string? refusal)
    {
        var isLoopback = IPAddress.IsLoopback(address);
        refusal = setting == KeyRequirement.None && !isLoopback
            ? $"{HttpApiOptions.Section}:{nameof(HttpApiOptions.Keys)} is None, and the HTTP API would listen on {address}, which others reach. "
                + "Choose Auto and make keys with the command keys create, or listen on 127.0.0.1."
            : null;
        return new(setting == KeyRequirement.Required || !isLoopback);
    }
}

/// <summary>Which requests need an API key.</summary>
public enum KeyRequirement
{
    /// <summary>All on a node that listens beyond this machine, none on one that does not.</summary>
    Auto = 0,

    /// <summary>All.</summary>
    Required = 1,

    /// <summary>None; the node must not listen beyond this machine then.</summary>
    None = 2,
}
