namespace EdgeAigc.Contracts;

/// <summary>What silos and clients must agree on before they can talk, and the ports they meet at by default.</summary>
public static class ClusterDefaults
{
    /// <summary>Orleans cluster id.</summary>
    public const string ClusterId = "edgeaigc";

    /// <summary>Orleans service id.</summary>
    public const string ServiceId = "edgeaigc";

    /// <summary>TCP port on which a silo takes clients.</summary>
    public const int GatewayPort = 30000;

    /// <summary>TCP port on which silos talk to each other.</summary>
    public const int SiloPort = 11111;

    /// <summary>TCP port of the health endpoints.</summary>
    public const int HttpPort = 8080;
}
