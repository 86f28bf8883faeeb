using EdgeAigc.Diffusion.Random;
using EdgeAigc.Diffusion.Schedulers;

namespace EdgeAigc.Diffusion.Tests.Schedulers;

/// <summary>What must hold for every deterministic scheduler, spacing and kind of prediction.</summary>
public sealed class NoiseSchedulerPropertyTests
{
    private const int Length = 64;
    private const double Variance = 0.25;

    public static TheoryData<string, string, string> All()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var scheduler in new[] { "DDIMScheduler", "EulerDiscreteScheduler" })
        {
            foreach (var spacing in new[] { "leading", "linspace", "trailing" })
            {
                foreach (var prediction in new[] { "epsilon", "v_prediction", "sample" })
                    data.Add(scheduler, spacing, prediction);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Step_PerfectPrediction_EndsAtThePicture(string className, string spacing, string prediction)
    {
        var picture = Noise(1);
        var oracle = new PredictionOracle(picture);
        // DDIM ends short of the picture where the steps do not divide the timesteps: its stride is a whole number.
        foreach (var steps in new[] { 1, 2, 5, 50 })
        {
            var result = ToyModel.Run(Create(className, spacing, prediction), steps, Noise(2), (input, schedule, step) =>
                oracle.Predict(Kind(prediction), input, AlphaBar(className, schedule.Levels[step])));
            AssertClose(picture, result, 2e-4f);
        }
    }

    [Theory]
    [InlineData("DDIMScheduler", "trailing")]
    [InlineData("DDIMScheduler", "leading")]
    [InlineData("EulerDiscreteScheduler", "linspace")]
    [InlineData("EulerDiscreteScheduler", "leading")]
    public void Step_SameModelToldAsNoiseVelocityOrPicture_TakesTheSameWay(string className, string spacing)
    {
        var byNoise = RunGaussian(className, spacing, "epsilon", 20);
        AssertClose(byNoise, RunGaussian(className, spacing, "v_prediction", 20), 1e-3f);
        AssertClose(byNoise, RunGaussian(className, spacing, "sample", 20), 1e-3f);
    }

    [Fact]
    public void Step_DdimAndEuler_AreTheSameUpdateInOtherVariables()
    {
        foreach (var steps in new[] { 4, 25, 200 })
        {
            var ddim = RunGaussian("DDIMScheduler", "trailing", "epsilon", steps);
            AssertClose(ddim, RunGaussian("EulerDiscreteScheduler", "trailing", "epsilon", steps), 1e-5f);
        }
    }

    [Theory]
    [InlineData("DDIMScheduler")]
    [InlineData("EulerDiscreteScheduler")]
    public void Step_TwiceTheSteps_HalvesTheErrorOfTheEquation(string className)
    {
        // For Gaussian data the equation has the solution x(σ) ∝ √(variance + σ²).
        var alphaBar = AlphaBar(className, Create(className, "trailing", "epsilon").CreateSchedule(1).Levels[0]);
        var sigma = Math.Sqrt((1 - alphaBar) / alphaBar);
        var exact = Array.ConvertAll(Noise(5), noise => (float)(noise * sigma * Math.Sqrt(Variance / (Variance + (sigma * sigma)))));
        var errors = new[] { 25, 50, 100, 200 }
            .Select(steps => Distance(exact, RunGaussian(className, "trailing", "epsilon", steps)))
            .ToArray();
        for (var i = 1; i < errors.Length; i++)
            Assert.InRange(errors[i] / errors[i - 1], 0.4, 0.65);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Step_InPlace_GivesWhatASecondBufferGets(string className, string spacing, string prediction)
    {
        var scheduler = Create(className, spacing, prediction);
        var schedule = scheduler.CreateSchedule(5);
        var (sample, output, apart) = (Noise(3), Noise(4), new float[Length]);
        scheduler.Step(schedule, 2, SchedulerMemory.None, sample, output, [], apart);
        scheduler.Step(schedule, 2, SchedulerMemory.None, sample, output, [], sample);
        Assert.Equal(apart, sample);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void CreateSchedule_EveryCount_HasFiniteLevelsThatFall(string className, string spacing, string prediction)
    {
        var scheduler = Create(className, spacing, prediction);
        for (var steps = 1; steps <= 1000; steps += 37)
        {
            var schedule = scheduler.CreateSchedule(steps);
            Assert.Equal(steps, schedule.Steps);
            Assert.Equal(steps, schedule.Levels.Length);
            Assert.Equal(steps, schedule.NextLevels.Length);
            Assert.All(schedule.Levels, level => Assert.True(float.IsFinite(level)));
            for (var i = 0; i < steps; i++)
            {
                var (noise, next) = (1 - AlphaBar(className, schedule.Levels[i]), 1 - AlphaBar(className, schedule.NextLevels[i]));
                Assert.True(next <= noise, $"{className} {spacing} {steps}: step {i} goes from noise {noise} to {next}");
            }
        }
    }

    /// <summary>The exact model of data that is Gaussian with deviation 0.5, which has a way worth integrating.</summary>
    private static float[] RunGaussian(string className, string spacing, string prediction, int steps)
    {
        var scheduler = Create(className, spacing, prediction);
        var alphaBar = AlphaBar(className, scheduler.CreateSchedule(steps).Levels[0]);
        // Euler starts from σ·ε, which is √(1−ᾱ)·ε to the network; let DDIM start there too.
        var scale = className == "DDIMScheduler" ? (float)Math.Sqrt(1 - alphaBar) : 1f;
        return ToyModel.Run(scheduler, steps, Array.ConvertAll(Noise(5), value => value * scale), (input, schedule, step) =>
        {
            alphaBar = AlphaBar(className, schedule.Levels[step]);
            var (signal, deviation) = (Math.Sqrt(alphaBar), Math.Sqrt(1 - alphaBar));
            return Array.ConvertAll(input, x =>
            {
                var picture = signal * Variance * x / ((alphaBar * Variance) + 1 - alphaBar);
                var noise = (x - (signal * picture)) / deviation;
                return (float)(Kind(prediction) switch
                {
                    PredictionType.Epsilon => noise,
                    PredictionType.Sample => picture,
                    _ => (signal * noise) - (deviation * picture),
                });
            });
        });
    }

    private static double AlphaBar(string className, float level) =>
        className == "DDIMScheduler" ? level : 1 / (1 + ((double)level * level));

    private static INoiseScheduler Create(string className, string spacing, string prediction) => NoiseSchedulers.Create(
        new SchedulerConfig
        {
            ClassName = className,
            BetaSchedule = "scaled_linear",
            BetaStart = 0.00085,
            BetaEnd = 0.012,
            TimestepSpacing = spacing,
            PredictionType = prediction,
        }.ForStableDiffusion(),
        "scheduler_config.json");

    private static PredictionType Kind(string prediction) => prediction switch
    {
        "epsilon" => PredictionType.Epsilon,
        "sample" => PredictionType.Sample,
        _ => PredictionType.Velocity,
    };

    private static float[] Noise(ulong seed)
    {
        var values = new float[Length];
        new TorchGenerator(seed).Normal(values);
        return values;
    }

    private static double Distance(float[] left, float[] right) =>
        Math.Sqrt(left.Zip(right, (a, b) => ((double)a - b) * ((double)a - b)).Average());

    private static void AssertClose(float[] expected, float[] actual, float tolerance)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.InRange(actual[i], expected[i] - tolerance, expected[i] + tolerance);
    }
}
