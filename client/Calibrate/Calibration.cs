using EdgeAigc.Contracts.Calibration;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Nodes;
using Spectre.Console;

namespace EdgeAigc.Client.Calibrate;

/// <summary>Follows one calibration and reports on it.</summary>
internal sealed class Calibration(TimeProvider time)
{
    public async Task<int> RunAsync(IGrainFactory grains, CalibrationRequest request, string? wanted, CancellationToken cancellationToken)
    {
        var nodes = await grains.GetGrain<IClusterGrain>(0).GetNodesAsync(cancellationToken);
        if (CalibrationNode.Choose(nodes, request.Model, wanted, out var problem) is not { } node)
        {
            await Console.Error.WriteLineAsync($"{problem} ['nodes list' and 'models list' show what there is]");
            return ExitCodes.Invalid;
        }

        try
        {
            return await ReportAsync(await FollowAsync(grains.GetGrain<IEdgeServerGrain>(node), node, request, cancellationToken));
        }
        catch (Exception exception) when (exception is EdgeNodeUnavailableException or OrleansException
            or EnumerationAbortedException or TimeoutException)
        {
            await Console.Error.WriteLineAsync($"Node '{node}' was lost while it measured: {exception.Message} Nothing was stored; start again.");
            return ExitCodes.Failed;
        }
    }

    private async Task<CalibrationEvent?> FollowAsync(
        IEdgeServerGrain grain, string node, CalibrationRequest request, CancellationToken cancellationToken)
    {
        var events = grain.CalibrateAsync(request, cancellationToken);
        if (!AnsiConsole.Profile.Capabilities.Interactive)
        {
            await Console.Error.WriteLineAsync($"{node} measures {request.Model}");
            return await LastAsync(events, new CalibrationLines(time, Console.Error).Show, cancellationToken);
        }

        CalibrationEvent? last = null;
        await AnsiConsole.Progress().AutoClear(true).HideCompleted(true).StartAsync(async progress =>
        {
            var bar = progress.AddTask($"{node.EscapeMarkup()} measures {request.Model.EscapeMarkup()}", maxValue: 1);
            bar.IsIndeterminate = true;
            last = await LastAsync(events, next => Show(next, bar), cancellationToken);
        });
        return last;
    }

    private static async Task<CalibrationEvent?> LastAsync(
        IAsyncEnumerable<CalibrationEvent> events, Action<CalibrationUnitDone> show, CancellationToken cancellationToken)
    {
        CalibrationEvent? last = null;
        await foreach (var next in events.WithCancellation(cancellationToken))
        {
            last = next;
            if (next is CalibrationUnitDone done)
                show(done);
        }

        return last;
    }

    private static void Show(CalibrationUnitDone done, ProgressTask bar)
    {
        bar.IsIndeterminate = false;
        bar.MaxValue = done.Units;
        bar.Value = done.Unit;
        bar.Description = $"{done.Unit} of {done.Units}, {CalibrationLines.Duration(done.TimeLeft)} left: {done.Description}".EscapeMarkup();
    }

    private static async Task<int> ReportAsync(CalibrationEvent? last)
    {
        if (last is not CalibrationCompleted completed)
        {
            var failed = last as CalibrationFailed
                ?? new(FailureCodes.NodeUnavailable, "The node ended the calibration without a result; start again.");
            await Console.Error.WriteLineAsync($"{failed.Message} [{failed.Code}]");
            return failed.Code is FailureCodes.InvalidParameter or FailureCodes.ModelNotFound ? ExitCodes.Invalid : ExitCodes.Failed;
        }

        CalibrationReport.Write(completed);
        if (completed.FileProblem is null)
            return ExitCodes.Success;
        await Console.Error.WriteLineAsync(completed.FileProblem);
        return ExitCodes.Failed;
    }
}
