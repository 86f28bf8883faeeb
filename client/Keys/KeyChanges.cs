using EdgeAigc.Contracts.Keys;

namespace EdgeAigc.Client.Keys;

/// <summary>Tells what became of a change to the keys.</summary>
internal static class KeyChanges
{
    public static async Task<int> TellAsync(ApiKeyChange change)
    {
        if (change.Refusal is { } refusal)
        {
            await Console.Error.WriteLineAsync(refusal);
            return ExitCodes.Invalid;
        }

        if (change.Unreached.Length > 0)
            await Console.Error.WriteLineAsync($"Did not answer and will hear of it from the others: {string.Join(", ", change.Unreached)}.");
        return ExitCodes.Success;
    }
}
