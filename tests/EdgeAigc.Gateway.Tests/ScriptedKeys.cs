using System.Collections.Concurrent;
using EdgeAigc.Contracts.Keys;
using EdgeAigc.Gateway.Callers;

namespace EdgeAigc.Gateway.Tests;

/// <summary>Keys that the test makes, and a quota that answers what it is told.</summary>
internal sealed class ScriptedKeys : IKeySource
{
    private int _asked;

    public ApiKeySet Keys { get; private set; } = new("0", []);

    /// <summary>How often the keys were asked for.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>Answer to the next reservations.</summary>
    public QuotaReply Quota { get; set; } = new(TimeSpan.Zero, []);

    /// <summary>Work that was reserved and settled, by request.</summary>
    public ConcurrentDictionary<string, double> Reserved { get; } = new();

    public ConcurrentDictionary<string, double> Settled { get; } = new();

    /// <summary>Ends at the first settlement.</summary>
    public TaskCompletionSource IsSettled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Makes a key and returns its text.</summary>
    public string Add(Func<ApiKey, ApiKey>? change = null)
    {
        var (id, text) = ApiKeyText.Create();
        var key = new ApiKey { Id = id, Hash = ApiKeyText.Hash(text), Tenant = "alice" };
        Set([.. Keys.Keys, change?.Invoke(key) ?? key]);
        return text;
    }

    public void Set(IEnumerable<ApiKey> keys) => Keys = new(Guid.NewGuid().ToString(), [.. keys]);

    public Task<ApiKeySet?> GetKeysAsync(string? digest)
    {
        Interlocked.Increment(ref _asked);
        return Task.FromResult(digest == Keys.Digest ? null : Keys);
    }

    public Task<QuotaReply> ReserveAsync(ApiKey key, string request, double work)
    {
        Reserved[request] = work;
        return Task.FromResult(Quota);
    }

    public Task SettleAsync(ApiKey key, string request, double work)
    {
        Settled[request] = work;
        IsSettled.TrySetResult();
        return Task.CompletedTask;
    }
}
