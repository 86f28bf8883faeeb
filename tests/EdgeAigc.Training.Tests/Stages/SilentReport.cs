using EdgeAigc.Training.Progress;

namespace EdgeAigc.Training.Tests.Stages;

internal sealed class SilentReport(Action<int>? onStep = null) : IProgressReport
{
    public List<double> Losses { get; } = [];

    public void Step(string stage, int step, int steps, double loss)
    {
        Losses.Add(loss);
        onStep?.Invoke(step);
    }

    public void Say(string message)
    {
    }
}
