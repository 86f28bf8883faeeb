using System.CommandLine;
using System.Globalization;
using EdgeAigc.Client.Connection;
using EdgeAigc.Contracts.Keys;
using Spectre.Console;

namespace EdgeAigc.Client.Keys;

/// <summary><c>keys list</c>: the keys of the cluster, without their secrets, which nobody has.</summary>
internal static class KeysListCommand
{
    public static Command Create() => ConnectedCommand.Create("list", "Lists the API keys, revoked ones too.", ListAsync);

    /// <summary>Whether a key is valid, and if not why.</summary>
    internal static string StateOf(ApiKey key, DateTimeOffset now) =>
        key.RevokedAt is { } revoked ? $"revoked {Day(revoked)}"
        : key.ExpiresAt is not { } expiry ? "valid"
        : expiry <= now ? $"expired {Day(expiry)}" : $"valid until {Day(expiry)}";

    private static async Task<int> ListAsync(IGrainFactory grains, CancellationToken cancellationToken)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("id", "tenant", "weight", "work per minute", "work per day", "made", "state");
        var now = TimeProvider.System.GetUtcNow();
        foreach (var key in (await grains.GetGrain<IApiKeysGrain>(0).ListAsync()).OrderBy(key => key.CreatedAt))
        {
            string[] cells = [key.Id, key.Tenant, Number(key.Weight), Number(key.Quota.PerMinute), Number(key.Quota.PerDay), Day(key.CreatedAt), StateOf(key, now)];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }

        AnsiConsole.Write(table);
        return ExitCodes.Success;
    }

    private static string Number(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "no limit";

    private static string Day(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
