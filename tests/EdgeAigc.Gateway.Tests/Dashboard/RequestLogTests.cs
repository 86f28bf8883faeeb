using EdgeAigc.Contracts.Generation;
using EdgeAigc.Gateway.Dashboard;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAigc.Gateway.Tests.Dashboard;

public sealed class RequestLogTests
{
    private readonly FakeTimeProvider _time = new(new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Trace_FromOfferToEnd_TellsStagesPromiseAndOffers()
    {
        var log = new RequestLog(_time);
        var trace = log.Begin("http-0123456789abcdef-0", null);
        var promise = new GenerationPromise(4, 0.75, TimeSpan.FromMilliseconds(50));

        Note(trace, 5, new GenerationAccepted("m", "n", promise) { Offers = [new("n", promise, 0.9, 0.1), new("o", promise, 0.8, 0.2)] });
        Note(trace, 10, new ModelLoading("m"));
        Note(trace, 10, new DenoisingStarted("CPU", 4, 2, 64, 64));
        Note(trace, 1, new DenoisingStep(1, 4));
        Note(trace, 1, new ImagePart(0, 2, [1]));
        Note(trace, 1, new ImagePart(1, 2, [2]));
        Note(trace, 1, ScriptedCluster.Completed(new() { Prompt = "secret" }, 4));
        trace.End();

        var request = Assert.Single(log.Since(0).Requests);
        Assert.Equal(("http-01234567", "m", "node-7", "completed"), (request.Id, request.Model, request.Node, request.Outcome));
        Assert.Equal([("accepted", 5.0), ("loading", 15), ("denoising", 25), ("delivering", 27), ("completed", 29)], request.Stages.Select(stage => (stage.Name, stage.Ms)));
        Assert.Equal((50.0, 40.0, 4, 4), (request.PromisedMs, request.ActualMs, request.Steps, request.StepsDone));
        Assert.Equal([("n", 0.1), ("o", 0.2)], request.Offers.Select(offer => (offer.Node, offer.Price)));
    }

    [Fact]
    public async Task JobLog_JobThatWaits_TellsEachPlaceInTheQueueAndEndsOnce()
    {
        var log = new RequestLog(_time);
        var jobs = new JobLog(log);
        foreach (var next in (GenerationEvent[])[new GenerationQueued("m", 3), new GenerationQueued("m", 3), new GenerationQueued("m", 1)])
        {
            await jobs.TellAsync("http-0", next);
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }

        var waiting = Assert.Single(log.Since(0).Requests);
        Assert.Equal((true, "m", RequestReply.Running, 1), (waiting.IsJob, waiting.Model, waiting.Outcome, waiting.QueuePosition));
        await jobs.TellAsync("http-0", new GenerationAccepted("m", "n"));
        await jobs.TellAsync("http-0", new DenoisingStarted("CPU", 4, 2, 64, 64));
        await jobs.TellAsync("http-0", new DenoisingStep(1, 4));
        await jobs.TellAsync("http-0", new GenerationFailed(FailureCodes.NodeUnavailable, null, "Lost.", true));
        // Tried again, it is another run.
        await jobs.TellAsync("http-0", new GenerationAccepted("m", "o"));

        var requests = log.Since(0).Requests;
        Assert.Equal([("n", FailureCodes.NodeUnavailable, null), ("o", RequestReply.Running, null)], requests.Select(request => (request.Node!, request.Outcome, request.QueuePosition)));
        Assert.Equal(
            [("waiting", 0.0, 3), ("waiting", 20, 1), ("accepted", 30, null), ("denoising", 30, null), ("failed", 30, null)],
            requests[0].Stages.Select(stage => (stage.Name, stage.Ms, stage.QueuePosition)));
    }

    [Fact]
    public void Trace_LongQueue_KeepsTheLastPlaceAndNotEach()
    {
        var log = new RequestLog(_time);
        var trace = log.Begin("http-0", "m");

        for (var place = 1000; place > 0; place--)
            trace.Note(new GenerationQueued("m", place));

        var request = Assert.Single(log.Since(0).Requests);
        Assert.Equal((1, 1), (request.QueuePosition, request.Stages[^1].QueuePosition));
        Assert.InRange(request.Stages.Count, 2, 100);
    }

    [Fact]
    public void Trace_LeftBeforeItsEnd_IsCancelled()
    {
        var log = new RequestLog(_time);
        var trace = log.Begin("http-0", "m");
        trace.Note(new DenoisingStep(1, 4));

        trace.End();

        Assert.Equal(FailureCodes.Cancelled, Assert.Single(log.Since(0).Requests).Outcome);
    }

    [Fact]
    public void Since_TellsOnlyWhatChanged()
    {
        var log = new RequestLog(_time);
        log.Begin("http-0", "m");
        var second = log.Begin("http-1", "m");
        var (_, version) = log.Since(0);
        Assert.Empty(log.Since(version).Requests);

        second.Note(new GenerationFailed(FailureCodes.QueueFull, null, "Full.", true));

        Assert.Equal((2L, FailureCodes.QueueFull), log.Since(version).Requests.Select(request => (request.Number, request.Outcome)).Single());
    }

    [Fact]
    public void Log_Full_ForgetsTheOldestAndWhatStillComesOfIt()
    {
        var log = new RequestLog(_time);
        var oldest = log.Begin("http-0", "m");
        for (var index = 0; index < RequestLog.Capacity; index++)
            log.Begin("http-1", "m");

        oldest.Note(new DenoisingStep(1, 4));

        var requests = log.Since(0).Requests;
        Assert.Equal(RequestLog.Capacity, requests.Count);
        Assert.Equal(2, requests[0].Number);
    }

    private void Note(RequestTrace trace, int afterMilliseconds, GenerationEvent next)
    {
        _time.Advance(TimeSpan.FromMilliseconds(afterMilliseconds));
        trace.Note(next);
    }
}
