using EdgeAigc.Diffusion.Random;
using EdgeAigc.Diffusion.Schedulers;

namespace EdgeAigc.Diffusion.Tests.Schedulers;

/// <summary>What must hold for every scheduler, spacing and kind of prediction.</summary>
public sealed class NoiseSchedulerPropertyTests
{
    private const int Length = 64;

    public static TheoryData<string, string, string> All() => SchedulerFamily.Combinations(_ => true);

    /// <summary>Where the picture is what is left at the end. TCD stops at timestep 0. PNDM over linspace strides past the levels
    /// that the network is shown, and mixes velocities of several levels as if they were of one.</summary>
    public static TheoryData<string, string, string> EndingAtThePicture() => SchedulerFamily.Combinations(
        c => c is not ("TCDScheduler", _, _) and not ("PNDMScheduler", "linspace", _) and not ("PNDMScheduler", _, "v_prediction"));

    /// <summary>A PNDM run from the middle repeats its first step without the timestep to do it at, as in diffusers.</summary>
    public static TheoryData<string, string, string> EndingAtThePictureFromTheMiddle() => SchedulerFamily.Combinations(
        c => c.Class is not ("TCDScheduler" or "PNDMScheduler"));

    [Theory]
    [MemberData(nameof(EndingAtThePicture))]
    public void Step_PerfectPrediction_EndsAtThePicture(string className, string spacing, string prediction)
    {
        var picture = Noise(1);
        var oracle = new PredictionOracle(picture);
        var scheduler = SchedulerFamily.Create(className, spacing, prediction);
        // DDIM ends short of the picture where the steps do not divide the timesteps: its stride is a whole number.
        foreach (var steps in new[] { 1, 2, 5, 50 })
        {
            var result = ToyModel.Run(scheduler, steps, Noise(2), PerfectModel(className, prediction, oracle), new TorchGenerator(9));
            AssertClose(picture, result, 2e-4f);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Denoised_PerfectPrediction_IsThePicture(string className, string spacing, string prediction)
    {
        var scheduler = SchedulerFamily.Create(className, spacing, prediction);
        var schedule = scheduler.CreateSchedule(5);
        var (picture, sample, input, seen) = (Noise(1), new float[Length], new float[Length], new float[Length]);
        var model = PerfectModel(className, prediction, new PredictionOracle(picture));
        for (var evaluation = 0; evaluation < schedule.Evaluations; evaluation++)
        {
            scheduler.AddNoise(schedule, evaluation, picture, Noise(2), sample);
            scheduler.ScaleModelInput(schedule, evaluation, sample, input);
            scheduler.Denoised(schedule, evaluation, sample, model(input, schedule, evaluation), seen);
            // LCM's boundary condition leaves a trace of the sample at low timesteps.
            AssertClose(picture, seen, 1e-4f);
        }
    }

    [Theory]
    [MemberData(nameof(EndingAtThePictureFromTheMiddle))]
    public void Step_FromTheMiddle_EndsAtThePicture(string className, string spacing, string prediction)
    {
        var (picture, sample) = (Noise(1), new float[Length]);
        var model = PerfectModel(className, prediction, new PredictionOracle(picture));
        var scheduler = SchedulerFamily.Create(className, spacing, prediction);
        var schedule = scheduler.CreateSchedule(10);
        foreach (var skipped in new[] { 0, 3, 7, 9 })
        {
            var first = schedule.FirstEvaluation(skipped);
            scheduler.AddNoise(schedule, first, picture, Noise(2), sample);
            ToyModel.RunFrom(scheduler, schedule, first, sample, model, new TorchGenerator(9));
            AssertClose(picture, sample, 2e-4f);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Step_InPlace_GivesWhatASecondBufferGets(string className, string spacing, string prediction)
    {
        var scheduler = SchedulerFamily.Create(className, spacing, prediction);
        var schedule = scheduler.CreateSchedule(5);
        var (apart, inPlace) = (scheduler.CreateMemory(Length), scheduler.CreateMemory(Length));
        var sample = Noise(3);
        for (var evaluation = 0; evaluation < schedule.Evaluations; evaluation++)
        {
            var (output, noise, result) = (Noise(4 + (ulong)evaluation), Noise(100), new float[Length]);
            scheduler.Step(schedule, evaluation, apart, sample, output, noise, result);
            scheduler.Step(schedule, evaluation, inPlace, sample, output, noise, sample);
            Assert.Equal(result, sample);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Step_OfTwoRunsInterleaved_GivesWhatEachGivesAlone(string className, string spacing, string prediction)
    {
        var scheduler = SchedulerFamily.Create(className, spacing, prediction);
        var (longer, shorter) = (scheduler.CreateSchedule(6), scheduler.CreateSchedule(4));
        float[][] alone = [Noise(1), Noise(2)];
        float[][] together = [Noise(1), Noise(2)];
        RunAlone(scheduler, longer, alone[0]);
        RunAlone(scheduler, shorter, alone[1]);
        var (one, two) = (scheduler.CreateMemory(Length), scheduler.CreateMemory(Length));
        for (var evaluation = 0; evaluation < longer.Evaluations; evaluation++)
        {
            StepOnce(scheduler, longer, evaluation, one, together[0]);
            if (evaluation < shorter.Evaluations)
                StepOnce(scheduler, shorter, evaluation, two, together[1]);
        }

        Assert.Equal(alone, together);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Step_AnyEvaluation_AllocatesNothing(string className, string spacing, string prediction)
    {
        const string Threshold = "'thresholding': true, 'sample_max_value': 2.0";
        var scheduler = SchedulerFamily.Create(className, spacing, prediction, Threshold);
        var schedule = scheduler.CreateSchedule(6);
        var (sample, output, noise) = (Noise(1), Noise(2), Noise(3));
        // The first run makes what the runtime makes once.
        for (var run = 0; run < 2; run++)
        {
            var memory = scheduler.CreateMemory(Length);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var evaluation = 0; evaluation < schedule.Evaluations; evaluation++)
            {
                scheduler.ScaleModelInput(schedule, evaluation, sample, sample);
                scheduler.Step(schedule, evaluation, memory, sample, output, noise, sample);
                scheduler.Denoised(schedule, evaluation, sample, output, sample);
                scheduler.AddNoise(schedule, evaluation, sample, noise, sample);
            }

            if (run == 1)
                Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    private static void RunAlone(INoiseScheduler scheduler, NoiseSchedule schedule, float[] sample)
    {
        var memory = scheduler.CreateMemory(Length);
        for (var evaluation = 0; evaluation < schedule.Evaluations; evaluation++)
            StepOnce(scheduler, schedule, evaluation, memory, sample);
    }

    private static void StepOnce(INoiseScheduler scheduler, NoiseSchedule schedule, int evaluation, SchedulerMemory memory, float[] sample)
    {
        var output = Array.ConvertAll(sample, x => (0.3f * x) - 0.1f);
        scheduler.Step(schedule, evaluation, memory, sample, output, Noise(50 + (ulong)evaluation), sample);
    }

    private static Func<float[], NoiseSchedule, int, float[]> PerfectModel(
        string className, string prediction, PredictionOracle oracle) => (input, schedule, evaluation) =>
        oracle.Predict(
            prediction switch
            {
                "epsilon" => PredictionType.Epsilon,
                "sample" => PredictionType.Sample,
                _ => PredictionType.Velocity,
            },
            input,
            SchedulerFamily.AlphaBar(className, schedule.Levels[evaluation]));

    private static float[] Noise(ulong seed)
    {
        var values = new float[Length];
        new TorchGenerator(seed).Normal(values);
        return values;
    }

    private static void AssertClose(float[] expected, float[] actual, float tolerance)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.InRange(actual[i], expected[i] - tolerance, expected[i] + tolerance);
    }
}
