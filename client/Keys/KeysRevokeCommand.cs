using System.CommandLine;
using EdgeAigc.Client.Connection;
using EdgeAigc.Contracts.Keys;

namespace EdgeAigc.Client.Keys;

/// <summary><c>keys revoke</c>: ends a key for good.</summary>
internal static class KeysRevokeCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "Id of the key, as keys list shows it" };
        return ConnectedCommand.Create(new Command("revoke", "Revokes an API key for good.") { id }, parsed => async (grains, _) =>
        {
            var change = await grains.GetGrain<IApiKeysGrain>(0).RevokeAsync(parsed.GetValue(id)!);
            if (await KeyChanges.TellAsync(change) is not ExitCodes.Success and var failed)
                return failed;
            await Console.Out.WriteLineAsync($"Key {change.Key!.Id} of tenant {change.Key.Tenant} is revoked; nodes refuse it within seconds.");
            return ExitCodes.Success;
        });
    }
}
