using EdgeAigc.Contracts.Nodes;

namespace EdgeAigc.Cluster.Tests.Negotiation;

/// <summary>Loses a part of the answers to bids at random: the node decided, and nobody hears of it.</summary>
internal sealed class UnreliableNetwork(int seed, double lost) : IIncomingGrainCallFilter
{
    private readonly Random _random = new(seed);
    private readonly Lock _gate = new();

    /// <summary>Answers that were lost.</summary>
    public int Lost { get; private set; }

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        await context.Invoke();
        if (context.ImplementationMethod.Name != nameof(IEdgeServerGrain.NegotiateAsync))
            return;
        lock (_gate)
        {
            if (_random.NextDouble() >= lost)
                return;
            Lost++;
        }

        throw new TimeoutException("The answer was lost.");
    }

    /// <summary>Calls once; null when the answer was lost.</summary>
    public static async Task<T?> TryAsync<T>(Func<Task<T>> call)
        where T : class
    {
        try
        {
            return await call();
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>Calls until an answer comes.</summary>
    public static async Task<T> InsistAsync<T>(Func<Task<T>> call)
        where T : class
    {
        while (true)
        {
            if (await TryAsync(call) is { } answer)
                return answer;
        }
    }
}
