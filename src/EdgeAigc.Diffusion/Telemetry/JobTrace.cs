using System.Diagnostics;
using EdgeAigc.Core.Telemetry;

namespace EdgeAigc.Diffusion.Telemetry;

/// <summary>The phases of a job as spans within the span of its caller; none where its caller has none. From any thread.</summary>
/// <param name="caller">The caller's span.</param>
/// <param name="model">The model.</param>
internal sealed class JobTrace(ActivityContext caller, string model)
{
    private static readonly ActivitySource Source = new(TelemetryNames.Source);

    private readonly Lock _gate = new();
    private Activity? _phase;
    private bool _isEnded;

    /// <summary>Ends the phase before and begins one.</summary>
    /// <param name="phase">Name of the phase.</param>
    /// <param name="steps">Its denoising steps, or null.</param>
    public void Enter(string phase, int? steps = null)
    {
        lock (_gate)
        {
            if (_isEnded || caller == default)
                return;
            // Threads of the device serve many jobs: no span may become the current one of theirs.
            var current = Activity.Current;
            _phase?.Stop();
            _phase = Source.StartActivity(phase, ActivityKind.Internal, caller);
            _phase?.SetTag(TelemetryNames.Model, model);
            if (steps is not null)
                _phase?.SetTag(TelemetryNames.Steps, steps);
            Activity.Current = current;
        }
    }

    /// <summary>Ends the last phase; there are no more.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isEnded = true;
            var current = Activity.Current;
            _phase?.Stop();
            Activity.Current = current;
        }
    }
}
