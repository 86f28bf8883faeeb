namespace EdgeAigc.Client.Connection;

/// <summary>Where a node takes clients.</summary>
internal sealed record GatewayAddress(string Host, int Port)
{
    public override string ToString() => $"{Host}:{Port}";
}
