using EdgeAigc.Core.Learned;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Training.TwoTimescale;

/// <summary>A scenario of the models that a cluster has: their names, sizes, curves and times are measured, the users and their radio cell
/// are those of the published scenario, scaled to the cluster's link and payloads.</summary>
/// <param name="MemoryBytes">Memory of a node for models, in bytes.</param>
/// <param name="Users">Requests of a slot.</param>
/// <param name="LatencyPreference">α.</param>
/// <param name="ReferenceSeconds">T_ref.</param>
/// <param name="Load">Part of the steps that users would like best which a slot has.</param>
/// <param name="MissSeconds">Seconds that a request loses when its model is not there.</param>
/// <param name="EgressMegabits">Capacity of the link in Mbit/s.</param>
internal sealed record ModelScenario(double MemoryBytes, int Users, double LatencyPreference, double ReferenceSeconds, double Load, double MissSeconds, double EgressMegabits)
{
    // What a lossless file takes; results are about half to twice of it.
    private const double BitsPerPixel = 12;
    private const double TypicalMetres = 100;

    /// <summary>The scenario.</summary>
    /// <exception cref="InvalidDataException">There are too many models or none, one was not calibrated, none fits, or steps never pay.</exception>
    public ScenarioOptions Of(IReadOnlyList<ModelFolder> models)
    {
        if (models.Count is 0 or > CacheSets.MaxModels)
            throw new InvalidDataException($"There are {models.Count} models; a policy is trained for 1 to {CacheSets.MaxModels}. Name another folder with --models.");
        if (models.FirstOrDefault(model => model.Curves is null) is { } unmeasured)
            throw new InvalidDataException($"Model {unmeasured.Name} was not calibrated; measure it first: client -- models calibrate {unmeasured.Name}.");
        var smallest = models.Min(model => model.Curves!.ResidentBytes);
        if (smallest > MemoryBytes)
            throw new InvalidDataException($"The smallest model takes {smallest / 1048576.0:0.#} MiB, more than --memory, {MemoryBytes / 1048576.0:0.#} MiB.");
        var pixels = models.Select(model => (double)model.DefaultWidth * model.DefaultHeight).ToArray();
        var options = new ScenarioOptions
        {
            Users = Users,
            ModelNames = [.. models.Select(model => model.Name)],
            ModelGigabytes = [.. models.Select(model => model.Curves!.ResidentBytes / 1e9)],
            CacheGigabytes = MemoryBytes / 1e9,
            QualityCurves = [.. models.Select(CurveOf)],
            ModelStepSeconds = [.. models.Select(model => model.Curves!.Latency.Curve.Interpolate(1))],
            ModelBaseSeconds = [.. models.Select(model => model.Curves!.Latency.FixedSeconds)],
            DelayWeight = LatencyPreference,
            ReferenceSeconds = ReferenceSeconds,
            CloudSeconds = MissSeconds,
            MinPayloadMegabits = pixels.Min() * BitsPerPixel / 2e6,
            MaxPayloadMegabits = pixels.Max() * BitsPerPixel * 2 / 1e6,
            BackhaulMegabitsPerSecond = EgressMegabits,
            // Nobody knows which of a cluster's models will be asked for: every order comes up.
            ZipfSkews = [0.6, 1, 1.4],
            RankSwapProbability = 0.5,
        };
        options.UplinkHertz = options.DownlinkHertz = Hertz(options);
        options.StepBudget = Budget(new(options));
        return options;
    }

    private static double[] CurveOf(ModelFolder model)
    {
        var curve = model.Curves!.Quality.Curve;
        return [.. Enumerable.Range(0, Math.Min(model.MaxSteps, curve.ReferenceSteps) + 1).Select(steps => curve.At(steps))];
    }

    private int Budget(Scenario scenario)
    {
        var best = scenario.Models.Average(model => model.BestLevel);
        return best > 0
            ? Math.Max(1, (int)(Load * Users * best))
            : throw new InvalidDataException($"At a latency preference of {LatencyPreference} and {ReferenceSeconds} s as reference no step pays for any model; there is nothing to learn.");
    }

    /// <summary>The band in which users at a typical distance together have the link's rate.</summary>
    private double Hertz(ScenarioOptions options)
    {
        var decibels = -options.PathLossDecibels - (options.PathLossSlopeDecibels * Math.Log10(TypicalMetres / 1000)) - (options.NoiseDecibelMilliwattsPerHertz - 30);
        var (power, hertz) = (options.DownlinkWatts * Math.Pow(10, decibels / 10), EgressMegabits * 1e6);
        for (var round = 0; round < 50; round++)
            hertz = EgressMegabits * 1e6 / Math.Max(1e-3, Math.Log2(1 + (power * Users / hertz)));
        return Math.Max(1, hertz);
    }
}
