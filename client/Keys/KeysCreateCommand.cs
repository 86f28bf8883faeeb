using System.CommandLine;
using EdgeAigc.Client.Connection;
using EdgeAigc.Contracts.Keys;

namespace EdgeAigc.Client.Keys;

/// <summary><c>keys create</c>: makes a key here, tells the cluster its hash, and shows it once.</summary>
internal static class KeysCreateCommand
{
    private const int MaxTenantLength = 256;
    private const double MaxWeight = 1000;

    public static Command Create()
    {
        var tenant = new Argument<string>("tenant") { Description = "Tenant on whose behalf its holder makes requests" };
        var weight = new Option<double>("--weight") { Description = "Weight of its requests among those of the tenant", DefaultValueFactory = _ => 1 };
        var perMinute = new Option<double?>("--per-minute") { Description = "Work it may ask for per minute, megapixel-steps [no limit]", HelpName = "work" };
        var perDay = new Option<double?>("--per-day") { Description = "Work it may ask for per day, megapixel-steps [no limit]", HelpName = "work" };
        var days = new Option<double?>("--days") { Description = "Days for which it is valid [for ever]" };
        tenant.Validators.Add(result => Require(result, result.Tokens is [{ Value.Length: > 0 and <= MaxTenantLength }], $"tenant must have 1 to {MaxTenantLength} characters."));
        weight.Validators.Add(result => Require(result, result.GetValueOrDefault<double>() is > 0 and <= MaxWeight, $"--weight must be above 0 and at most {MaxWeight}."));
        foreach (var amount in (Option<double?>[])[perMinute, perDay, days])
            amount.Validators.Add(result => Require(result, result.GetValueOrDefault<double?>() is > 0 and <= 1e12, $"{amount.Name} must be above 0."));
        return ConnectedCommand.Create(
            new Command("create", "Makes an API key for a tenant and prints it; it cannot be shown again. A megapixel-step is one denoising step on 1,000,000 pixels.")
            {
                tenant, weight, perMinute, perDay, days,
            },
            parsed => (grains, _) => CreateAsync(grains, parsed.GetValue(days), new()
            {
                Id = "",
                Hash = "",
                Tenant = parsed.GetValue(tenant)!,
                Weight = parsed.GetValue(weight),
                Quota = new(parsed.GetValue(perMinute), parsed.GetValue(perDay)),
            }));
    }

    private static async Task<int> CreateAsync(IGrainFactory grains, double? days, ApiKey terms)
    {
        var (id, text) = ApiKeyText.Create();
        DateTimeOffset? expiry = days is { } valid ? TimeProvider.System.GetUtcNow().AddDays(Math.Min(valid, 365_000)) : null;
        var change = await grains.GetGrain<IApiKeysGrain>(0).AddAsync(terms with { Id = id, Hash = ApiKeyText.Hash(text), ExpiresAt = expiry });
        if (await KeyChanges.TellAsync(change) is not ExitCodes.Success and var failed)
            return failed;
        // The key alone goes to the standard output, so that a script can take it.
        await Console.Out.WriteLineAsync(text);
        await Console.Error.WriteLineAsync($"Key {id} of tenant {terms.Tenant}. Keep it now: nobody can show it again. Send it as 'Authorization: Bearer {ApiKeyText.Prefix}…'.");
        return ExitCodes.Success;
    }

    private static void Require(System.CommandLine.Parsing.SymbolResult result, bool isMet, string message)
    {
        if (!isMet)
            result.AddError(message);
    }
}
