using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace EdgeAigc.Simulation.PaperScenario;

/// <summary>
/// Every constant of the scenario. The study (T2DRL, arXiv 2411.01458) was not at hand in full: its abstract is the only verified source.
/// Each constant says whether it is recalled (from memory of the paper, unverified) or assumed (chosen here). None is verified.
/// The defaults are the preset <c>paper</c>.
/// </summary>
public sealed class ScenarioOptions : IValidatableObject
{
    /// <summary>Users I, each with one request a slot. Assumed.</summary>
    [Range(1, 100)]
    public int Users { get; set; } = 10;

    /// <summary>Size in GB of each model, the most popular first. Assumed.</summary>
    [MinLength(1), MaxLength(20)]
    public double[] ModelGigabytes { get; set; } = [6, 4, 9, 3, 8, 5, 10, 2, 7, 6];

    /// <summary>Name of each model, where they are those of a cluster; null for made-up ones.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string[]? ModelNames { get; set; }

    /// <summary>Capacity of the cache in GB. Assumed.</summary>
    [Range(0, 1e6)]
    public double CacheGigabytes { get; set; } = 20;

    /// <summary>Slots K of a frame. Assumed.</summary>
    [Range(1, 10_000)]
    public int SlotsPerFrame { get; set; } = 10;

    /// <summary>Frames T of an episode; the users' distances are drawn anew with each episode. Assumed.</summary>
    [Range(1, 10_000)]
    public int FramesPerEpisode { get; set; } = 10;

    /// <summary>Denoising steps that the server makes in a slot, shared by the users it serves itself. Assumed.</summary>
    [Range(0, 100_000)]
    public int StepBudget { get; set; } = 600;

    /// <summary>Zipf exponents of the popularity states. That popularity follows Zipf with Markov states is recalled, the numbers are assumed.</summary>
    [MinLength(1)]
    public double[] ZipfSkews { get; set; } = [0.2, 0.5, 1];

    /// <summary>Probability that the popularity state stays from a frame to the next; otherwise each other one is as likely. Assumed.</summary>
    [Range(0, 1)]
    public double SkewStayProbability { get; set; } = 0.7;

    /// <summary>Expected number of frames between two swaps of neighbouring popularity ranks is 1 / this. Assumed.</summary>
    [Range(0, 1)]
    public double RankSwapProbability { get; set; }

    /// <summary>Seed of what is drawn once per model. Assumed.</summary>
    public int ModelSeed { get; set; } = 7;

    /// <summary>A1: steps until which the loss is flat. Recalled.</summary>
    [Range(0, 10_000)]
    public double FlatUntilSteps { get; set; } = 60;

    /// <summary>A2: total variation until then. Recalled.</summary>
    [Range(0, 1e6)]
    public double VariationBefore { get; set; } = 110;

    /// <summary>A3: steps from which on the loss is flat. Recalled.</summary>
    [Range(1, 10_000)]
    public double FlatFromSteps { get; set; } = 170;

    /// <summary>A4: total variation from then on. Recalled.</summary>
    [Range(0, 1e6)]
    public double VariationAfter { get; set; } = 28;

    /// <summary>Relative half width of a model's A1, A2, A3 and A4 about those above, uniform. Assumed.</summary>
    [MinLength(4), MaxLength(4)]
    public double[] QualitySpread { get; set; } = [0.3, 0.15, 0.2, 0.3];

    /// <summary>Total variation that weighs as much as the reference delay. Assumed: A2 − A4.</summary>
    [Range(1e-6, 1e6)]
    public double ReferenceVariation { get; set; } = 82;

    /// <summary>Quality Q(L) in [0, 1] for L = 0, 1, … of each kind of model, taken in turns by the models; the loss is then 1 − Q. Empty
    /// for the three-piece line.</summary>
    public double[][] QualityCurves { get; set; } = [];

    /// <summary>B1: seconds of a denoising step. Recalled.</summary>
    [Range(0, 1e6)]
    public double StepSeconds { get; set; } = 0.18;

    /// <summary>Relative half width of a model's B1. Assumed.</summary>
    [Range(0, 1)]
    public double StepSecondsSpread { get; set; } = 0.3;

    /// <summary>B1 of each model in seconds, where it was measured; null draws it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double[]? ModelStepSeconds { get; set; }

    /// <summary>B2 of each model in seconds, where it was measured; null draws it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double[]? ModelBaseSeconds { get; set; }

    /// <summary>B2: seconds besides the steps. Recalled.</summary>
    [Range(0, 1e6)]
    public double BaseSeconds { get; set; } = 5.74;

    /// <summary>Relative half width of a model's B2. Assumed.</summary>
    [Range(0, 1)]
    public double BaseSecondsSpread { get; set; } = 0.2;

    /// <summary>Transmit power of a user in W. Assumed.</summary>
    [Range(1e-9, 1e6)]
    public double UplinkWatts { get; set; } = 0.5;

    /// <summary>Transmit power of the server to each user in W. Assumed.</summary>
    [Range(1e-9, 1e6)]
    public double DownlinkWatts { get; set; } = 2;

    /// <summary>Bandwidth of the uplink in Hz, shared by all users. Assumed; small, because at 20 MHz communication is 1 % of the delay.</summary>
    [Range(1, 1e12)]
    public double UplinkHertz { get; set; } = 1e6;

    /// <summary>Bandwidth of the downlink in Hz. Assumed.</summary>
    [Range(1, 1e12)]
    public double DownlinkHertz { get; set; } = 2e6;

    /// <summary>Noise density in dBm/Hz: thermal noise.</summary>
    [Range(-300, 0)]
    public double NoiseDecibelMilliwattsPerHertz { get; set; } = -174;

    /// <summary>Path loss in dB at 1 km (3GPP macro cell: 128.1 + 37.6·log10 d). Assumed for this study.</summary>
    [Range(0, 300)]
    public double PathLossDecibels { get; set; } = 128.1;

    /// <summary>Growth of the path loss in dB per factor 10 of the distance. Assumed for this study.</summary>
    [Range(0, 100)]
    public double PathLossSlopeDecibels { get; set; } = 37.6;

    /// <summary>Least distance of a user in m; distances are uniform. Assumed.</summary>
    [Range(1, 1e5)]
    public double MinMetres { get; set; } = 50;

    /// <summary>Greatest distance of a user in m. Assumed.</summary>
    [Range(1, 1e5)]
    public double MaxMetres { get; set; } = 200;

    /// <summary>Least fading: the power is exponential with mean 1 (Rayleigh), cut here, drawn for each user and slot. Assumed.</summary>
    [Range(1e-6, 1)]
    public double MinFading { get; set; } = 0.1;

    /// <summary>Least size in Mbit of a request and of a result; sizes are log-uniform. Assumed.</summary>
    [Range(1e-6, 1e6)]
    public double MinPayloadMegabits { get; set; } = 5;

    /// <summary>Greatest size in Mbit. Assumed.</summary>
    [Range(1e-6, 1e6)]
    public double MaxPayloadMegabits { get; set; } = 10;

    /// <summary>Least share of the bandwidth that any user must be given. Assumed.</summary>
    [Range(1e-9, 1)]
    public double MinShare { get; set; } = 0.005;

    /// <summary>Rate in Mbit/s of the link to the cloud, shared equally by the misses of a slot. Assumed.</summary>
    [Range(1e-6, 1e9)]
    public double BackhaulMegabitsPerSecond { get; set; } = 100;

    /// <summary>Seconds that the cloud takes in addition. Assumed; without it the cloud wins everything.</summary>
    [Range(0, 1e6)]
    public double CloudSeconds { get; set; } = 30;

    /// <summary>α: weight of the delay; the loss of quality has 1 − α. Assumed.</summary>
    [Range(0, 1)]
    public double DelayWeight { get; set; } = 0.7;

    /// <summary>Delay in seconds that weighs as much as the reference loss. Assumed; below some 80 s no steps at all would be best for all.</summary>
    [Range(1e-6, 1e6)]
    public double ReferenceSeconds { get; set; } = 120;

    /// <summary>Reward that a frame loses for each GB it loads. Assumed.</summary>
    [Range(0, 1e6)]
    public double SwitchCostPerGigabyte { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (FlatUntilSteps >= FlatFromSteps)
            yield return new($"{nameof(FlatUntilSteps)} is {FlatUntilSteps}; it must be below {nameof(FlatFromSteps)}, {FlatFromSteps}.");
        if (MinMetres > MaxMetres)
            yield return new($"{nameof(MinMetres)} is {MinMetres}, above {nameof(MaxMetres)}, {MaxMetres}.");
        if (MinPayloadMegabits > MaxPayloadMegabits)
            yield return new($"{nameof(MinPayloadMegabits)} is {MinPayloadMegabits}, above {nameof(MaxPayloadMegabits)}, {MaxPayloadMegabits}.");
        if (MinShare * Users > 1)
            yield return new($"{nameof(MinShare)} is {MinShare}; {Users} users cannot have that much each.");
        if (ModelGigabytes.Any(size => !(size > 0)))
            yield return new($"{nameof(ModelGigabytes)} holds a size that is not above 0.");
        foreach (var (name, length) in ((string, int?)[])[(nameof(ModelNames), ModelNames?.Length), (nameof(ModelStepSeconds), ModelStepSeconds?.Length), (nameof(ModelBaseSeconds), ModelBaseSeconds?.Length)])
        {
            if (length is { } count && count != ModelGigabytes.Length)
                yield return new($"{name} has {count} values; there are {ModelGigabytes.Length} models.");
        }

        if (QualityCurves.Any(curve => curve.Length < 2 || curve.Any(quality => quality is not (>= 0 and <= 1))))
            yield return new($"{nameof(QualityCurves)} needs at least two values of each curve, all in [0, 1].");
    }
}
