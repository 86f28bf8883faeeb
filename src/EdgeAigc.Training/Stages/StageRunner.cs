using EdgeAigc.Training.Optimization;
using EdgeAigc.Training.Progress;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Stages;

/// <summary>
/// Runs the steps of a stage, writes checkpoints and goes on from them. Every step draws its chance from the run's seed,
/// the stage and the step's number alone, so an interrupted run ends with the weights of an uninterrupted one.
/// </summary>
internal sealed class StageRunner(string folder, ulong seed, IProgressReport report, TimeProvider time)
{
    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromMinutes(1);

    /// <summary>Trains the modules; afterwards their parameters are the moving averages.</summary>
    /// <param name="stage">Name of the stage.</param>
    /// <param name="modules">What is trained.</param>
    /// <param name="settings">Length and pace.</param>
    /// <param name="loss">Loss of one step, drawn with the given source; torch's own generator is seeded likewise.</param>
    /// <param name="cancellationToken">Stops after the current step, with a checkpoint.</param>
    public StageResult Run(
        string stage, IReadOnlyList<nn.Module> modules, StageSettings settings, Func<Random, Tensor> loss, CancellationToken cancellationToken)
    {
        var checkpoint = new Checkpoint(Path.Combine(folder, stage + ".checkpoint"));
        var optimizer = new AdamW(modules.SelectMany(module => module.parameters()), settings.Optimizer);
        var state = checkpoint.TryLoad(optimizer) ?? new StageState(0, 0, TimeSpan.Zero);
        var began = time.GetTimestamp();
        var saved = began;
        var spent = state.Elapsed;
        while (state.Step < settings.Steps)
        {
            var value = Step(stage, state.Step, settings, optimizer, loss);
            var smooth = state.Step == 0 ? value : state.Loss + (0.01 * (value - state.Loss));
            state = new(state.Step + 1, smooth, spent + time.GetElapsedTime(began));
            report.Step(stage, state.Step, settings.Steps, smooth);
            var stop = cancellationToken.IsCancellationRequested && state.Step < settings.Steps;
            if (stop || state.Step == settings.Steps || time.GetElapsedTime(saved) > CheckpointInterval)
            {
                checkpoint.Save(optimizer, state);
                saved = time.GetTimestamp();
            }

            if (stop)
                throw new OperationCanceledException(cancellationToken);
        }

        optimizer.UseAverages();
        return new(stage, settings.Steps, state.Loss, modules.Sum(module => module.parameters().Sum(parameter => parameter.numel())), state.Elapsed);
    }

    private double Step(string stage, int step, StageSettings settings, AdamW optimizer, Func<Random, Tensor> loss)
    {
        var draw = StepSeed(stage, step);
        random.manual_seed(draw);
        using var scope = NewDisposeScope();
        var value = loss(new Random((int)(draw & int.MaxValue)));
        value.backward();
        optimizer.Step(LearningRate.At(step, settings.Steps, settings.WarmUp, settings.LearningRate));
        var number = value.item<float>();
        return float.IsFinite(number) ? number : throw new InvalidOperationException($"The loss of stage {stage} is {number} at step {step}.");
    }

    // SplitMix64 over seed, stage and step.
    private long StepSeed(string stage, int step)
    {
        var mixed = stage.Aggregate(seed, (hash, character) => (hash * 31) + character) + ((ulong)step * 0x9E3779B97F4A7C15);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (long)((mixed ^ (mixed >> 31)) & int.MaxValue);
    }
}
