using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Grains.Routing;

/// <summary>One request on one node: its events, and the exception that ended them early if the node was lost.</summary>
internal sealed class NodeAttempt(IAsyncEnumerable<GenerationEvent> stream, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<GenerationEvent> _events = stream.GetAsyncEnumerator(cancellationToken);

    public GenerationEvent? Last { get; private set; }

    public Exception? Loss { get; private set; }

    /// <summary>The next event, or null when the node was lost.</summary>
    public async Task<GenerationEvent?> NextAsync()
    {
        Last = null;
        try
        {
            if (await _events.MoveNextAsync())
                Last = _events.Current;
            else
                Loss = new InvalidOperationException("The node closed the stream without a last event.");
        }
        catch (Exception exception) when (NodeLoss.IsLoss(exception))
        {
            Loss = exception;
        }

        return Last;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _events.DisposeAsync();
        }
        catch (Exception exception) when (NodeLoss.IsLoss(exception))
        {
            // The stream is gone together with its node; there is nothing left to close.
        }
    }
}
