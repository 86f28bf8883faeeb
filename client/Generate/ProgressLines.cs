using System.Globalization;
using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Client.Generate;

/// <summary>Progress where no terminal redraws a bar: a line for each turn of events, and at most one a second for steps.</summary>
internal sealed class ProgressLines(TimeProvider time, TextWriter output)
{
    private static readonly TimeSpan StepInterval = TimeSpan.FromSeconds(1);

    private long? _lastStep;
    private (ModelLoadingState State, long At)? _lastLoading;

    public void Show(GenerationEvent next)
    {
        switch (next)
        {
            case GenerationQueued queued:
                output.WriteLine($"waiting for a node with {queued.Model} ({queued.Waiting} waiting)");
                break;
            case GenerationAccepted accepted:
                output.WriteLine($"{accepted.Node} takes the request for {accepted.Model}{Promised(accepted.Promise)}");
                break;
            // The first of each state, and then at most one a second.
            case ModelLoading loading when _lastLoading is not { } last || last.State != loading.State || time.GetElapsedTime(last.At) >= StepInterval:
                _lastLoading = (loading.State, time.GetTimestamp());
                output.WriteLine(Loading(loading));
                break;
            case ImagePart { Offset: 0 } part:
                output.WriteLine($"receiving {part.Total:N0} bytes");
                break;
            case DenoisingStep step when _lastStep is not { } last || time.GetElapsedTime(last) >= StepInterval:
                _lastStep = time.GetTimestamp();
                output.WriteLine($"denoising step {step.Step} of {step.Steps}");
                break;
        }
    }

    /// <summary>What is done to the model that a request waits for, in words.</summary>
    public static string Loading(ModelLoading loading)
    {
        var node = loading.Node.Length == 0 ? "" : $" on {loading.Node}";
        var expected = loading.Expected is { } left ? string.Create(CultureInfo.InvariantCulture, $", about {left.TotalSeconds:0.0} s") : "";
        var source = loading.Source.Length == 0 ? "" : $" from {loading.Source}";
        return loading.State == ModelLoadingState.Fetching
            ? string.Create(CultureInfo.InvariantCulture, $"fetching {loading.Model}{source}{node}: {100 * loading.Fraction:0} %{expected}")
            : $"loading {loading.Model}{node}{expected}";
    }

    /// <summary>What was promised, in words; empty without a promise.</summary>
    public static string Promised(GenerationPromise? promise) => promise is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $": {promise.Steps} steps, quality {promise.Quality:0.00}, within {promise.Finish.TotalSeconds:0.00} s");
}
