using System.Runtime.CompilerServices;
using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Grains.Generation;

/// <summary>
/// A request under way: the events so far, those who listen, and the token that stops the work when the last listener
/// has left. Used from one grain's turns only, hence without locks.
/// </summary>
internal sealed class GenerationRun(GenerationRequest request) : IDisposable
{
    private readonly List<GenerationEvent> _events = [];
    private readonly CancellationTokenSource _abandoned = new();
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _listeners;

    public GenerationRequest Request { get; } = request;

    /// <summary>The events so far.</summary>
    public IReadOnlyList<GenerationEvent> Events => _events;

    /// <summary>Fires when nobody listens any more and the work should stop.</summary>
    public CancellationToken Abandoned => _abandoned.Token;

    /// <summary>Ends when the last event is there.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Whether asking again may end differently, so that the id may be run anew.</summary>
    public bool MayBeRepeated => HasEnded ? _events[^1] is GenerationFailed { Retryable: true } : _abandoned.IsCancellationRequested;

    private bool HasEnded => _events is [.., { IsLast: true }];

    public void Start(IAsyncEnumerable<GenerationEvent> source) => Completion = PumpAsync(source);

    /// <summary>All events from the first; ends after the last one.</summary>
    /// <param name="isJoined">Whether the listener is to be told first that it was not the one who started the run.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<GenerationEvent> ListenAsync(bool isJoined, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _listeners++;
        try
        {
            if (isJoined)
                yield return new GenerationJoined();
            for (var index = 0; ; index++)
            {
                while (index == _events.Count)
                    await _news.Task.WaitAsync(cancellationToken);

                yield return _events[index];
                if (_events[index].IsLast)
                    yield break;
            }
        }
        finally
        {
            if (--_listeners == 0 && !HasEnded)
                await _abandoned.CancelAsync();
        }
    }

    public void Dispose() => _abandoned.Dispose();

    private async Task PumpAsync(IAsyncEnumerable<GenerationEvent> source)
    {
        try
        {
            await foreach (var next in source)
                Append(next);
        }
        catch (OperationCanceledException) when (Abandoned.IsCancellationRequested)
        {
            Append(new GenerationFailed(FailureCodes.Cancelled, null, "The caller cancelled the request.", true));
        }
        catch (Exception exception)
        {
            Append(new GenerationFailed(
                FailureCodes.Internal, null, $"{exception.GetType().Name}: {exception.Message} (a defect; please report it)", false));
            throw;
        }
    }

    private void Append(GenerationEvent next)
    {
        _events.Add(next);
        var news = _news;
        _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
        news.SetResult();
    }
}
