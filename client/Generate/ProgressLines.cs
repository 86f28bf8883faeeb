using System.Globalization;
using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Client.Generate;

/// <summary>Progress where no terminal redraws a bar: a line for each turn of events, and at most one a second for steps.</summary>
internal sealed class ProgressLines(TimeProvider time, TextWriter output)
{
    private static readonly TimeSpan StepInterval = TimeSpan.FromSeconds(1);

    private long? _lastStep;

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
            case ModelLoading loading:
                output.WriteLine($"loading {loading.Model}");
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

    /// <summary>What was promised, in words; empty without a promise.</summary>
    public static string Promised(GenerationPromise? promise) => promise is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $": {promise.Steps} steps, quality {promise.Quality:0.00}, within {promise.Finish.TotalSeconds:0.00} s");
}
