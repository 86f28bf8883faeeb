using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using EdgeAigc.Contracts;

namespace EdgeAigc.Client.Connection;

/// <summary>The option that says where the cluster is.</summary>
internal static class ConnectOption
{
    public static Option<GatewayAddress> Create() => new("--connect")
    {
        Description = "host:port of any node's gateway",
        HelpName = "host:port",
        CustomParser = Parse,
        DefaultValueFactory = _ => new GatewayAddress("127.0.0.1", ClusterDefaults.GatewayPort),
    };

    private static GatewayAddress? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? text : text[..colon];
        var port = ClusterDefaults.GatewayPort;
        if (host.Length > 0 && (colon < 0 || (int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= 65535)))
            return new(host.Trim('[', ']'), port);

        result.AddError($"--connect is '{text}'; it must be host:port, such as 127.0.0.1:{ClusterDefaults.GatewayPort}.");
        return null;
    }
}
