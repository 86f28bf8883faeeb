using System.Diagnostics.Metrics;
using EdgeAigc.Core.Negotiation;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Grains.Negotiation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeAigc.Cluster.Tests.Negotiation;

public sealed class PromiseBookTests
{
    [Theory]
    [InlineData(0, 0, 3, "interference")]
    [InlineData(2, 0, 3, "model_load")]
    [InlineData(0, 2, 3, "link")]
    [InlineData(1.4, 0.5, 3, "model_load")]
    [InlineData(0.5, 0.5, 3, "interference")]
    public void Note_LateBeyondATenth_IsCountedWithWhatTookMostOfIt(double loading, double delivering, double finish, string cause)
    {
        var counted = new List<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, own) => own.EnableMeasurementEvents(instrument) };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => counted.Add(string.Join(' ', tags.ToArray().Select(tag => tag.Value))));
        var book = Book(listener);

        book.Note(Promise(), Timings(loading), TimeSpan.FromSeconds(delivering), TimeSpan.FromSeconds(finish));

        Assert.Equal((0, 1), (book.Kept, book.Missed));
        Assert.Equal([$"missed {cause}"], counted);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1.099)]
    public void Note_WithinATenth_IsKept(double part)
    {
        using var listener = new MeterListener();
        var book = Book(listener);
        var promise = Promise();

        book.Note(promise, Timings(0), TimeSpan.Zero, TimeSpan.FromSeconds(part * promise.Offer.FinishSeconds));

        Assert.Equal((1, 0), (book.Kept, book.Missed));
    }

    private static PromiseBook Book(MeterListener listener)
    {
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        var metrics = new StageTwoMetrics(meters);
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Scope == (object)meters)
                own.EnableMeasurementEvents(instrument);
        };
        listener.Start();
        return new(metrics, NullLogger<PromiseBook>.Instance);
    }

    // One second at most: 0.8 expected, without a load or a payload.
    private static Commitment Promise()
    {
        var model = new ModelProfile { Name = "m", Levels = [new(1, 1)], Latency = new([new(1, 0.8)]) };
        var market = new SlotMarket(new() { PromiseMargin = 0.25 }, [model], 1e9, TimeProvider.System);
        market.Submit(new() { Id = "bid", Model = "m" }, 0);
        market.Close(0);
        return market.Accept("bid", 0)!;
    }

    private static JobTimings Timings(double loading) =>
        new(TimeSpan.Zero, TimeSpan.FromSeconds(loading), TimeSpan.Zero, TimeSpan.FromSeconds(0.8), TimeSpan.Zero);
}
