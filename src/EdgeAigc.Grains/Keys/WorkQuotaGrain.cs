using EdgeAigc.Contracts.Keys;
using EdgeAigc.Core.Quotas;
using EdgeAigc.Grains.Telemetry;

namespace EdgeAigc.Grains.Keys;

/// <summary>
/// The ledger of one key. It is written now and then and at the end, not at every request: what a lost node had counted since the last time
/// is forgiven.
/// </summary>
[GrainType("edgeaigc.work-quota")]
internal sealed class WorkQuotaGrain(
    [PersistentState("quota", NodeKeysState.Storage)] IPersistentState<WorkQuotaState> stored, RequestMetrics metrics, TimeProvider time) : Grain, IWorkQuotaGrain
{
    private static readonly TimeSpan WritePeriod = TimeSpan.FromSeconds(10);

    private WorkLedger _ledger = new([]);
    private bool _isDirty;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _ledger = new(stored.State.Buckets);
        this.RegisterGrainTimer(WriteAsync, WritePeriod, WritePeriod);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => WriteAsync();

    public Task<QuotaReply> ReserveAsync(WorkQuota quota, string request, double work)
    {
        var now = time.GetUtcNow();
        _ledger.Replace(new[] { (Limit: quota.PerMinute, Window: TimeSpan.FromMinutes(1)), (Limit: quota.PerDay, Window: TimeSpan.FromDays(1)) }
            .Where(allowance => allowance.Limit is not null)
            .Select(allowance => _ledger.Buckets.FirstOrDefault(bucket => bucket.Window == allowance.Window)?.Resize(allowance.Limit!.Value)
                ?? WorkBucket.Full(allowance.Limit!.Value, allowance.Window, now)));
        var wait = _ledger.Reserve(request, work, now);
        _isDirty = true;
        if (wait > TimeSpan.Zero)
            metrics.QuotaRefused();
        return Task.FromResult(new QuotaReply(wait, [.. _ledger.Buckets.Select(bucket =>
            new QuotaAllowance(bucket.Window, bucket.Capacity, Math.Max(0, bucket.Level), bucket.Until(bucket.Capacity)))]));
    }

    public Task SettleAsync(string request, double work)
    {
        _ledger.Settle(request, work, time.GetUtcNow());
        _isDirty = true;
        return Task.CompletedTask;
    }

    private async Task WriteAsync()
    {
        if (!_isDirty)
            return;
        _isDirty = false;
        stored.State = new() { Buckets = [.. _ledger.Buckets] };
        await stored.WriteStateAsync();
    }
}
