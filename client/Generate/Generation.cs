using EdgeAigc.Contracts.Generation;
using Spectre.Console;

namespace EdgeAigc.Client.Generate;

/// <summary>Follows one request and reports on it.</summary>
internal sealed class Generation(TimeProvider time)
{
    // A cluster notices a dead silo in about ten seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task<int> RunAsync(
        IGrainFactory grains, string id, GenerationRequest request, string path, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var last = await FollowAsync(grains.GenerateAsync(id, request, time, Patience, cancellationToken), cancellationToken);
        var elapsed = time.GetElapsedTime(began);
        if (last is GenerationFailed failed)
            return await RefuseAsync(failed);

        var completed = (GenerationCompleted)last!;
        if (await PictureFile.WriteAsync(path, completed.Image, cancellationToken) is { } problem)
        {
            await Console.Error.WriteLineAsync(problem);
            return ExitCodes.Invalid;
        }

        GenerationReport.Write(completed, path, elapsed);
        return ExitCodes.Success;
    }

    private async Task<GenerationEvent?> FollowAsync(IAsyncEnumerable<GenerationEvent> events, CancellationToken cancellationToken)
    {
        if (!AnsiConsole.Profile.Capabilities.Interactive)
            return await LastAsync(events, new ProgressLines(time, Console.Error).Show, cancellationToken);

        GenerationEvent? last = null;
        await AnsiConsole.Progress().AutoClear(true).HideCompleted(true).StartAsync(async progress =>
        {
            var bar = progress.AddTask("asking the cluster", maxValue: 1);
            bar.IsIndeterminate = true;
            last = await LastAsync(events, next => Show(next, bar), cancellationToken);
        });
        return last;
    }

    private static async Task<GenerationEvent?> LastAsync(
        IAsyncEnumerable<GenerationEvent> events, Action<GenerationEvent> show, CancellationToken cancellationToken)
    {
        GenerationEvent? last = null;
        await foreach (var next in events.WithCancellation(cancellationToken))
        {
            last = next;
            show(next);
        }

        return last;
    }

    private static void Show(GenerationEvent next, ProgressTask bar)
    {
        switch (next)
        {
            case GenerationQueued queued:
                bar.Description = $"waiting for a node ({queued.Waiting} waiting)";
                break;
            case GenerationAccepted accepted:
                bar.Description = $"{accepted.Node}{ProgressLines.Promised(accepted.Promise)}".EscapeMarkup();
                bar.IsIndeterminate = true;
                break;
            case ModelLoading loading:
                bar.Description = ProgressLines.Loading(loading).EscapeMarkup();
                bar.IsIndeterminate = loading.State != ModelLoadingState.Fetching;
                bar.MaxValue = 1;
                bar.Value = loading.Fraction;
                break;
            case ImagePart part:
                bar.Description = "receiving the picture";
                bar.IsIndeterminate = false;
                bar.MaxValue = part.Total;
                bar.Value = part.Offset + part.Bytes.Length;
                break;
            case DenoisingStep step:
                bar.Description = $"denoising step {step.Step} of {step.Steps}";
                bar.IsIndeterminate = false;
                bar.MaxValue = step.Steps;
                bar.Value = step.Step;
                break;
        }
    }

    private static async Task<int> RefuseAsync(GenerationFailed failed)
    {
        await Console.Error.WriteLineAsync($"{failed.Message} [{failed.Code}]");
        return failed.Code is FailureCodes.InvalidParameter or FailureCodes.ModelNotFound or FailureCodes.RequestConflict or FailureCodes.QualityUnreachable
            ? ExitCodes.Invalid
            : ExitCodes.Failed;
    }
}
