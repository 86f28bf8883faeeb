using EdgeAigc.Training.Progress;

namespace EdgeAigc.Training.Tests.Stages;

/// <summary>Keeps the losses and says when a step of a stage is done.</summary>
internal sealed class SilentReport(Action<string, int>? onStep = null) : IProgressReport
{
    public List<double> Losses { get; } = [];

    public void Step(string stage, int step, int steps, double loss)
    {
        Losses.Add(loss);
        onStep?.Invoke(stage, step);
    }

    public void Say(string message)
    {
    }
}
