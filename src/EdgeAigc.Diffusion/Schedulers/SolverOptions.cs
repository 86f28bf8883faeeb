using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>Options of the exponential integrators, DPM-Solver and UniPC. A null takes the default of the class that reads it.</summary>
internal sealed record SolverOptions
{
    /// <summary>Order of the method.</summary>
    public int Order { get; init; } = 2;

    /// <summary>What DPM-Solver integrates, e.g. <c>dpmsolver++</c>.</summary>
    public string Algorithm { get; init; } = "dpmsolver++";

    /// <summary>Kind of the second-order step: <c>midpoint</c> or <c>heun</c> for DPM-Solver, <c>bh1</c> or <c>bh2</c> for
    /// UniPC; that of another solver counts as the class's own default.</summary>
    public string? Type { get; init; }

    /// <summary>Whether the last steps have a lower order: DPM-Solver's in runs of less than 15 steps, UniPC's always.</summary>
    public bool LowerOrderFinal { get; init; } = true;

    /// <summary>Whether DPM-Solver's last step has order 1.</summary>
    public bool EulerAtFinal { get; init; }

    /// <summary>Whether σ are evenly spaced in the log-SNR (arXiv 2206.00927, section 3.4).</summary>
    public bool UseLuLambdas { get; init; }

    /// <summary>Least log-SNR of a timestep of the run; null sets no bound.</summary>
    public double? LambdaMinClipped { get; init; }

    /// <summary>Whether UniPC integrates predicted pictures, else predicted noises.</summary>
    public bool PredictX0 { get; init; } = true;

    /// <summary>Steps, from 0, that UniPC does not correct afterwards.</summary>
    public IReadOnlySet<int> UncorrectedSteps { get; init; } = new HashSet<int>();

    /// <summary>The options of a file.</summary>
    public static SolverOptions Read(ConfigFile file)
    {
        var defaults = new SolverOptions();
        return new()
        {
            Order = file.Integer("solver_order") ?? defaults.Order,
            Algorithm = file.Text("algorithm_type") ?? defaults.Algorithm,
            Type = file.Text("solver_type"),
            LowerOrderFinal = file.Flag("lower_order_final") ?? defaults.LowerOrderFinal,
            EulerAtFinal = file.Flag("euler_at_final") ?? defaults.EulerAtFinal,
            UseLuLambdas = file.Flag("use_lu_lambdas") ?? defaults.UseLuLambdas,
            LambdaMinClipped = file.Number("lambda_min_clipped"),
            PredictX0 = file.Flag("predict_x0") ?? defaults.PredictX0,
            UncorrectedSteps = file.Numbers("disable_corrector") is { } steps
                ? steps.Select(step => step == Math.Floor(step) && step is >= 0 and < int.MaxValue
                    ? (int)step
                    : throw file.Wrong("disable_corrector", step, "a list of whole numbers of steps, from 0")).ToHashSet()
                : defaults.UncorrectedSteps,
        };
    }
}
