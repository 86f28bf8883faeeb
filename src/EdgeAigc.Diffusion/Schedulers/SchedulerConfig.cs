using System.Text.Json.Nodes;
using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>What <c>scheduler_config.json</c> says. A null is a missing key, which takes the default of the scheduler class
/// that reads it, so that the same file read as another class means something else, as in diffusers.</summary>
internal sealed record SchedulerConfig
{
    /// <summary>Most timesteps a table may have; a sane bound on memory.</summary>
    private const int MaxTrainTimesteps = 100_000;

    /// <summary>Scheduler class, e.g. <c>DDIMScheduler</c>.</summary>
    public string ClassName { get; init; } = "DDIMScheduler";

    /// <summary>T, the number of timesteps in training.</summary>
    public int TrainTimesteps { get; init; } = 1000;

    /// <summary>First β, unless the betas are given.</summary>
    public double? BetaStart { get; init; }

    /// <summary>Last β, unless the betas are given.</summary>
    public double? BetaEnd { get; init; }

    /// <summary>How β runs from the first to the last.</summary>
    public string? BetaSchedule { get; init; }

    /// <summary>The betas themselves, one for each timestep; they win over <see cref="BetaSchedule"/>.</summary>
    public IReadOnlyList<double>? TrainedBetas { get; init; }

    /// <summary>What the network predicts.</summary>
    public string PredictionType { get; init; } = "epsilon";

    /// <summary>How the timesteps of a run are picked.</summary>
    public string? TimestepSpacing { get; init; }

    /// <summary>Added to the timesteps of leading spacing.</summary>
    public int StepsOffset { get; init; }

    /// <summary>Whether ᾱ behind the last step is 1 (else that of timestep 0).</summary>
    public bool? SetAlphaToOne { get; init; }

    /// <summary>Whether the predicted x₀ is clipped.</summary>
    public bool? ClipSample { get; init; }

    /// <summary>Bound of the clipped x₀.</summary>
    public double ClipSampleRange { get; init; } = 1;

    /// <summary>Whether the betas are rescaled so that the last timestep is pure noise (arXiv 2305.08891).</summary>
    public bool RescaleBetasZeroSnr { get; init; }

    /// <summary>Whether sigmas follow Karras et al. (arXiv 2206.00364), equation 5.</summary>
    public bool UseKarrasSigmas { get; init; }

    /// <summary>Smallest Karras sigma; null takes that of the last timestep.</summary>
    public double? SigmaMin { get; init; }

    /// <summary>Largest Karras sigma; null takes that of the first timestep.</summary>
    public double? SigmaMax { get; init; }

    /// <summary>Sigma behind the last step: <c>zero</c> or <c>sigma_min</c>.</summary>
    public string FinalSigmasType { get; init; } = "zero";

    /// <summary>Dynamic thresholding of predicted pictures; null for none.</summary>
    public DynamicThresholding? Thresholding { get; init; }

    /// <summary>DDPM's choice of the variance of a step.</summary>
    public string? VarianceType { get; init; }

    /// <summary>Whether PNDM warms up without Runge-Kutta steps.</summary>
    public bool SkipPrkSteps { get; init; }

    /// <summary>Options of DPM-Solver and UniPC.</summary>
    public SolverOptions Solver { get; init; } = new();

    /// <summary>Options of LCM and TCD.</summary>
    public ConsistencyOptions Consistency { get; init; } = new();

    /// <summary>Options of flow matching.</summary>
    public FlowOptions Flow { get; init; } = new();

    /// <summary>Options of other values than these have no code here, and are refused by name.</summary>
    private static readonly (string Key, JsonNode? Only)[] Unsupported =
    [
        ("use_exponential_sigmas", false),
        ("use_beta_sigmas", false),
        ("use_flow_sigmas", false),
        ("interpolation_type", "linear"),
        ("timestep_type", "discrete"),
        ("solver_p", null),
        ("stochastic_sampling", false),
        ("invert_sigmas", false),
        ("time_shift_type", "exponential"),
    ];

    /// <param name="file">The configuration.</param>
    /// <param name="className">Class that the model index names; null takes the one in the file.</param>
    public static SchedulerConfig Read(ConfigFile file, string? className)
    {
        foreach (var (key, only) in Unsupported)
        {
            if (file.Node(key) is { } node && !JsonNode.DeepEquals(node, only))
                throw file.Wrong(key, node, $"{only?.ToJsonString() ?? "null"}; other values are not supported");
        }

        var train = file.Integer("num_train_timesteps") ?? 1000;
        if (train is < 2 or > MaxTrainTimesteps)
            throw file.Wrong("num_train_timesteps", train, $"from 2 to {MaxTrainTimesteps}");
        var defaults = new SchedulerConfig();
        return new()
        {
            ClassName = className ?? file.Text("_class_name") ?? throw new ModelException(file.File, "'_class_name' is missing."),
            TrainTimesteps = train,
            BetaStart = file.Number("beta_start"),
            BetaEnd = file.Number("beta_end"),
            BetaSchedule = file.Text("beta_schedule"),
            TrainedBetas = file.Numbers("trained_betas"),
            PredictionType = file.Text("prediction_type") ?? defaults.PredictionType,
            TimestepSpacing = file.Text("timestep_spacing"),
            StepsOffset = file.Integer("steps_offset") ?? defaults.StepsOffset,
            SetAlphaToOne = file.Flag("set_alpha_to_one"),
            ClipSample = file.Flag("clip_sample"),
            ClipSampleRange = file.Number("clip_sample_range") ?? defaults.ClipSampleRange,
            RescaleBetasZeroSnr = file.Flag("rescale_betas_zero_snr") ?? false,
            UseKarrasSigmas = file.Flag("use_karras_sigmas") ?? false,
            SigmaMin = file.Number("sigma_min"),
            SigmaMax = file.Number("sigma_max"),
            FinalSigmasType = file.Text("final_sigmas_type") ?? defaults.FinalSigmasType,
            Thresholding = DynamicThresholding.Read(file),
            VarianceType = file.Text("variance_type"),
            SkipPrkSteps = file.Flag("skip_prk_steps") ?? false,
            Solver = SolverOptions.Read(file),
            Consistency = ConsistencyOptions.Read(file),
            Flow = FlowOptions.Read(file),
        };
    }

    /// <summary>What the Stable Diffusion 1.x/2.x pipeline does to its file: an offset of 1, and no clipping.</summary>
    public SchedulerConfig ForStableDiffusion() => this with { StepsOffset = 1, ClipSample = false };
}
