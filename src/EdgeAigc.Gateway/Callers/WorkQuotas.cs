using System.Globalization;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Keys;
using EdgeAigc.Gateway.Errors;
using EdgeAigc.Gateway.Images;

namespace EdgeAigc.Gateway.Callers;

/// <summary>Holds requests to the quotas of their keys.</summary>
internal sealed class WorkQuotas(IKeySource source, ModelPrices prices)
{
    private const double PixelSteps = 1e6;

    /// <summary>Charges an order its expected work and tells in headers what is left.</summary>
    /// <returns>Why it is refused, or null.</returns>
    public async Task<ApiError?> ReserveAsync(HttpContext context, ImageOrder order, CancellationToken cancellationToken)
    {
        if (Caller.Of(context).Key is not { Quota.IsLimited: true } key)
            return null;
        var work = 0.0;
        foreach (var (_, request) in order.Requests)
            work += Math.Max(0, await prices.ExpectAsync(request, cancellationToken));
        var reply = await source.ReserveAsync(key, order.Id, work);
        Tell(context.Response.Headers, reply);
        return reply.Wait == TimeSpan.Zero ? null : CallerErrors.QuotaExceeded(reply.Wait);
    }

    /// <summary>Charges an order the work that was made instead.</summary>
    public Task SettleAsync(HttpContext context, ImageOrder order, IEnumerable<WorkMeter> meters) =>
        Caller.Of(context).Key is { Quota.IsLimited: true } key ? source.SettleAsync(key, order.Id, meters.Sum(meter => meter.Work)) : Task.CompletedTask;

    // Fields and grammar of the IETF's draft-ietf-httpapi-ratelimit-headers; its quantities are whole numbers.
    private static void Tell(IHeaderDictionary headers, QuotaReply reply)
    {
        headers["RateLimit-Policy"] = Join(reply, allowance => $"q={Whole(allowance.Limit)};w={(long)allowance.Window.TotalSeconds};qu=\"pixel-steps\"");
        headers["RateLimit"] = Join(reply, allowance => $"r={Whole(allowance.Left)};t={(long)Math.Ceiling(allowance.UntilFull.TotalSeconds)}");
    }

    private static string Join(QuotaReply reply, Func<QuotaAllowance, string> tell) =>
        string.Join(", ", reply.Allowances.Select(allowance => $"\"{(allowance.Window < TimeSpan.FromHours(1) ? "minute" : "day")}\";{tell(allowance)}"));

    private static string Whole(double work) => Math.Floor(work * PixelSteps).ToString("F0", CultureInfo.InvariantCulture);
}
