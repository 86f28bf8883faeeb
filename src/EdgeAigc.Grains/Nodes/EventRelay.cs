using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace EdgeAigc.Grains.Nodes;

/// <summary>Turns work that tells events from another thread into a stream of them.</summary>
internal static class EventRelay
{
    /// <summary>Starts the work and passes on what it tells. Leaving the stream cancels the work and waits for its end.</summary>
    /// <param name="work">The work; its events are few enough to wait in memory for a slow reader.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public static async IAsyncEnumerable<TEvent> RunAsync<TEvent>(
        Func<Action<TEvent>, CancellationToken, Task> work, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var events = Channel.CreateUnbounded<TEvent>(new() { SingleReader = true, SingleWriter = true });
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var run = PumpAsync(work, events.Writer, left.Token);
        try
        {
            await foreach (var next in events.Reader.ReadAllAsync(left.Token))
                yield return next;
        }
        finally
        {
            await left.CancelAsync();
            await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    private static async Task PumpAsync<TEvent>(
        Func<Action<TEvent>, CancellationToken, Task> work, ChannelWriter<TEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            await work(next => events.TryWrite(next), cancellationToken);
            events.Complete();
        }
        catch (Exception exception)
        {
            events.Complete(exception);
        }
    }
}
