using System.CommandLine.Parsing;
using System.Globalization;
using EdgeAigc.Contracts;

namespace EdgeAigc.Silo.Configuration;

/// <summary>Settings of several nodes in one process, made out of those of the first.</summary>
internal static class LocalNodes
{
    public const string NameSetting = "EdgeAigc:Node:Name";
    public const string AddressSetting = "EdgeAigc:Cluster:AdvertisedAddress";
    public const string PrimarySetting = "EdgeAigc:Cluster:Primary";
    public const string SiloPortSetting = "EdgeAigc:Cluster:SiloPort";
    public const string GatewayPortSetting = "EdgeAigc:Cluster:GatewayPort";
    public const string HttpPortSetting = "EdgeAigc:Http:Port";
    public const string MemorySetting = "EdgeAigc:Engine:MemoryMebibytes";

    public const string OriginSetting = "EdgeAigc:Node:OriginPath";
    public const string DiskSetting = "EdgeAigc:Node:DiskMebibytes";
    public const string OwnFolderSetting = "EdgeAigc:Node:OwnFolder";

    private const int MaxNodes = 100;
    private const long Mebibyte = 1024 * 1024;

    public static void RequireCount(OptionResult result)
    {
        if (result.Tokens is [{ Value: var value }] && (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > MaxNodes))
            result.AddError($"--nodes is '{value}'; it takes 1 to {MaxNodes}.");
    }

    /// <summary>One node keeps its settings. Of several, node i is called NAME-i, or node-i, and has the first one's ports plus i; they share
    /// the memory where none is set. Each fetches the models it needs into a folder of its own.</summary>
    public static IReadOnlyList<Dictionary<string, string?>> Expand(int count, Dictionary<string, string?> settings)
    {
        if (count == 1)
            return [settings];
        var memory = settings.GetValueOrDefault(MemorySetting) is { } stated and not "0"
            ? stated
            : Text(Math.Max(1, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3 / count / Mebibyte));
        var address = settings.GetValueOrDefault(AddressSetting) ?? "127.0.0.1";
        var primary = settings.GetValueOrDefault(PrimarySetting) ?? $"{address}:{Port(settings, SiloPortSetting, ClusterDefaults.SiloPort, 0)}";
        return [.. Enumerable.Range(0, count).Select(index => new Dictionary<string, string?>(settings)
        {
            [NameSetting] = $"{settings.GetValueOrDefault(NameSetting) ?? "node"}-{index}",
            [SiloPortSetting] = Port(settings, SiloPortSetting, ClusterDefaults.SiloPort, index),
            [GatewayPortSetting] = Port(settings, GatewayPortSetting, ClusterDefaults.GatewayPort, index),
            [HttpPortSetting] = Port(settings, HttpPortSetting, ClusterDefaults.HttpPort, index),
            [PrimarySetting] = index == 0 ? settings.GetValueOrDefault(PrimarySetting) ?? "" : primary,
            [MemorySetting] = memory,
            [OwnFolderSetting] = "true",
        })];
    }

    private static string Port(Dictionary<string, string?> settings, string setting, int usual, int index) =>
        Text((settings.GetValueOrDefault(setting) is { } stated ? int.Parse(stated, CultureInfo.InvariantCulture) : usual) + index);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
