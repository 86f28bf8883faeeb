using EdgeAigc.Diffusion.Random;
using EdgeAigc.Diffusion.Schedulers;

namespace EdgeAigc.Diffusion.Tests.Schedulers;

/// <summary>Records runs, to be held step by step against another computation.</summary>
internal static class StepRecorder
{
    private const int Length = 48;

    /// <summary>Relative difference from an evaluation in double that a float32 step may have, by the largest value.</summary>
    private const double Tolerance = 2e-6;

    /// <summary>Runs a schedule on a smooth model that is wrong about everything.</summary>
    public static List<StepRecord> Run(INoiseScheduler scheduler, NoiseSchedule schedule, int first = 0)
    {
        var generator = new TorchGenerator(7);
        var memory = scheduler.CreateMemory(Length);
        var sample = new float[Length];
        generator.Normal(sample);
        sample = Array.ConvertAll(sample, value => value * schedule.InitNoiseSigma);
        var records = new List<StepRecord>();
        for (var evaluation = first; evaluation < schedule.Evaluations; evaluation++)
        {
            var input = new float[Length];
            scheduler.ScaleModelInput(schedule, evaluation, sample, input);
            var prediction = Predict(input, schedule.Timesteps[evaluation]);
            var noise = ToyModel.Draw(schedule, evaluation, Length, generator);
            var result = new float[Length];
            scheduler.Step(schedule, evaluation, memory, sample, prediction, noise, result);
            records.Add(new(sample, prediction, noise, result));
            sample = result;
        }

        return records;
    }

    /// <summary>Holds each step of a run against a computation in double.</summary>
    /// <param name="records">The run.</param>
    /// <param name="expected">Index of the evaluation and of the value to the value after it.</param>
    public static void AssertSteps(IReadOnlyList<StepRecord> records, Func<int, int, double> expected)
    {
        for (var evaluation = 0; evaluation < records.Count; evaluation++)
        {
            var values = Enumerable.Range(0, Length).Select(i => expected(evaluation, i)).ToArray();
            var scale = values.Max(Math.Abs);
            for (var i = 0; i < Length; i++)
            {
                var difference = Math.Abs(records[evaluation].Result[i] - values[i]) / scale;
                Assert.True(
                    difference <= Tolerance,
                    $"evaluation {evaluation}: {records[evaluation].Result[i]}, not {values[i]}; off by {difference:g2} of {scale:g3}");
            }
        }
    }

    private static float[] Predict(float[] input, float timestep) =>
        Array.ConvertAll(input, x => (float)(Math.Sin((1.3 * x) + (timestep / 300)) + (0.4 * x)));
}
