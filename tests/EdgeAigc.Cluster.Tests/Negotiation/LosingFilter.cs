using EdgeAigc.Contracts.Nodes;

namespace EdgeAigc.Cluster.Tests.Negotiation;

/// <summary>Loses answers: bids reach the node, and what it answers does not come back.</summary>
internal sealed class LosingFilter : IIncomingGrainCallFilter
{
    private int _left;

    /// <summary>Answers that were lost.</summary>
    public int Lost { get; private set; }

    public void LoseAnswers(int count) => Volatile.Write(ref _left, count);

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        await context.Invoke();
        if (context.ImplementationMethod.Name != nameof(IEdgeServerGrain.NegotiateAsync) || Interlocked.Decrement(ref _left) < 0)
            return;
        Lost++;
        throw new TimeoutException("The answer was lost.");
    }
}
