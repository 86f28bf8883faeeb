using EdgeAigc.Contracts.Negotiation;
using EdgeAigc.Core.Negotiation;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EdgeAigc.Grains.Negotiation;

/// <summary>
/// Stage two on a node's own clock: opens a slot with its first bid, answers everybody at its end, and hands out promises. An idle
/// device is not kept waiting for a slot's end. Used from the turns of one grain only, hence without locks.
/// </summary>
internal sealed partial class NodeNegotiator(
    IDenoisingEngine engine,
    LoadTimes loads,
    IOptions<NegotiationOptions> options,
    IOptions<EgressLinkOptions> link,
    StageTwoMetrics metrics,
    TimeProvider time,
    ILogger<NodeNegotiator> logger)
{
    // No more is promised than the engine can queue, so that it never turns down what was promised.
    private readonly SlotMarket _market = new(
        options.Value, engine.Models.Select(NodeProfiles.Of), link.Value.EgressBitsPerSecond, time, engine.QueueCapacity);
    private readonly Dictionary<string, TaskCompletionSource<(BidAnswer Answer, DateTimeOffset At)>> _asking = new(StringComparer.Ordinal);
    private readonly PayloadSizes _sizes = new();
    private readonly long _start = time.GetTimestamp();
    private TaskCompletionSource? _slot;

    /// <summary>Time in seconds on the clock of the promises.</summary>
    public double Now => time.GetElapsedTime(_start).TotalSeconds;

    /// <summary>Bids that wait for an answer.</summary>
    public int Waiting => _market.Waiting;

    /// <summary>Device time of all that is promised.</summary>
    public TimeSpan PromisedWork => TimeSpan.FromSeconds(_market.PromisedSeconds);

    /// <summary>Bids that were refused.</summary>
    public long Refused { get; private set; }

    /// <summary>What was decided lately.</summary>
    public SlotBook Book { get; } = new();

    /// <summary>Answers a bid that passed its checks.</summary>
    /// <param name="wire">The bid.</param>
    /// <param name="model">Its model.</param>
    /// <param name="loadSeconds">Expected time in seconds until the model is in memory; 0 where it is.</param>
    /// <param name="cancellationToken">Takes the bid back.</param>
    public async Task<BidReply> NegotiateAsync(GenerationBid wire, ModelFolder model, double loadSeconds, CancellationToken cancellationToken)
    {
        if (!_market.Knows(model.Name))
            _market.Learn(NodeProfiles.Of(model));
        var bid = BidMapping.ToBid(wire, model, loadSeconds, _sizes, options.Value, link.Value);
        if (_market.Submit(bid, Now) is { } known)
            return Reply(known, time.GetUtcNow(), bid);
        if (!_asking.TryGetValue(bid.Id, out var asking))
            _asking.Add(bid.Id, asking = new(TaskCreationOptions.RunContinuationsAsynchronously));
        var slot = OpenSlot();
        try
        {
            await Task.WhenAny(asking.Task, slot).WaitAsync(cancellationToken);
            if (!asking.Task.IsCompleted && wire.Patience > TimeSpan.Zero)
                await Task.WhenAny(asking.Task, Task.Delay(wire.Patience, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException)
        {
            Remove(bid.Id);
            throw;
        }

        if (!asking.Task.IsCompleted)
            return new BidWaiting(_market.Waiting);
        var (answer, at) = await asking.Task;
        return Reply(answer, at, bid);
    }

    /// <summary>Takes an offer; null when it has lapsed.</summary>
    public Commitment? Accept(string bid) => _market.Accept(bid, Now);

    /// <summary>Takes back a bid or an offer that was not accepted.</summary>
    public void Decline(string bid)
    {
        if (_market.IsAccepted(bid))
            return;
        Remove(bid);
    }

    /// <summary>Ends a promise, however it ended.</summary>
    public void End(Commitment commitment) => Remove(commitment.Bid.Id);

    /// <summary>The device is done with an image; what it took corrects the predictions.</summary>
    public void NoteReady(Commitment commitment, GeneratedImage image, DenoisingJob job)
    {
        var (bid, timings) = (commitment.Bid, image.Timings);
        _market.NoteReady(commitment, Now);
        loads.Observe(bid.Model, timings.Loading - timings.Fetching);
        _sizes.Observe(bid.Model, (Contracts.Generation.ImageFormat)job.Format, (double)image.Width * image.Height, 8.0 * image.Bytes.Length);
        // Previews take time that the curve knows nothing of.
        if (job.PreviewEvery is null)
            _market.PaceOf(bid.Model).Observe((timings.Encoding + timings.Denoising + timings.Decoding).TotalSeconds, image.Steps, timings.JobsPerStep, bid.Work);
    }

    private void Remove(string bid)
    {
        _market.Remove(bid, Now);
        _asking.Remove(bid);
    }

    private Task OpenSlot()
    {
        // Nothing is gained by letting an idle device wait.
        if (_slot is null && _market.PromisedSeconds <= 0)
        {
            Close();
            if (_market.Waiting == 0)
                return Task.CompletedTask;
        }

        if (_slot is null)
        {
            _slot = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _ = RunSlotsAsync();
        }

        return _slot.Task;
    }

    private async Task RunSlotsAsync()
    {
        while (_market.Waiting > 0)
        {
            await Task.Delay(TimeSpan.FromSeconds(options.Value.SlotSeconds), time);
            var slot = _slot!;
            _slot = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Close();
            slot.SetResult();
        }

        _slot?.SetResult();
        _slot = null;
    }

    private void Close()
    {
        try
        {
            var at = time.GetUtcNow();
            foreach (var (id, answer) in _market.Close(Now))
            {
                if (_asking.Remove(id, out var asking))
                    asking.SetResult((answer, at));
            }

            metrics.Shielded(_market.Shield);
        }
        catch (Exception exception)
        {
            // Those of this slot hear of it, and the next slot is held without them.
            LogDefect(exception);
            _market.DropWaiting();
            foreach (var asking in _asking.Values)
                asking.SetException(exception);
            _asking.Clear();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A slot could not be decided; its bids fail.")]
    private partial void LogDefect(Exception exception);

    private BidReply Reply(BidAnswer answer, DateTimeOffset at, Bid bid)
    {
        Refused += answer is Refusal ? 1 : 0;
        metrics.Answered(answer);
        var reply = BidMapping.ToReply(answer, bid);
        Book.Note(at, bid.Model, reply);
        return reply;
    }
}
