namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>What each class asks of its configuration.</summary>
internal static class SchedulerChecks
{
    /// <summary>Learned variances need a network with twice the channels.</summary>
    public static void Ddpm(SchedulerConfig config, SchedulerRefusals refusals) =>
        refusals.Require("variance_type", config.VarianceType, "fixed_small", "fixed_small_log", "fixed_large");

    public static void Pndm(SchedulerConfig config, SchedulerRefusals refusals) =>
        refusals.Require("prediction_type", config.PredictionType, "epsilon", "v_prediction");

    public static void Consistency(SchedulerConfig config, SchedulerRefusals refusals)
    {
        var options = config.Consistency;
        if (options.OriginalSteps is { } steps && (steps < 1 || steps > config.TrainTimesteps))
            throw refusals.Wrong("original_inference_steps", steps, $"from 1 to num_train_timesteps, {config.TrainTimesteps}");
        if (options.TimestepScaling is not (> 0 and < double.PositiveInfinity))
            throw refusals.Wrong("timestep_scaling", options.TimestepScaling, "above 0");
        if (options.Gamma is not (>= 0 and <= 1))
            throw refusals.Wrong("eta", options.Gamma, "from 0 to 1");
    }

    public static void DpmSolver(SchedulerConfig config, SchedulerRefusals refusals)
    {
        var solver = config.Solver;
        refusals.Require(
            "algorithm_type", solver.Algorithm, "dpmsolver++", "sde-dpmsolver++", "dpmsolver", "sde-dpmsolver", "deis");
        refusals.Require("solver_type", solver.Type, "midpoint", "heun", "logrho", "bh1", "bh2");
        var isStochastic = solver.Algorithm.StartsWith("sde-", StringComparison.Ordinal);
        Order(solver.Order, isStochastic ? 2 : 3, isStochastic ? $" with {solver.Algorithm}" : "", refusals);
        if (config.VarianceType?.StartsWith("learned", StringComparison.Ordinal) is true)
            throw refusals.Wrong("variance_type", config.VarianceType, "null");
        if (solver.Algorithm is "dpmsolver" or "sde-dpmsolver" && config.FinalSigmasType == "zero")
            throw refusals.Wrong("final_sigmas_type", "zero", $"sigma_min with algorithm_type {solver.Algorithm}");
        if (solver.LambdaMinClipped is { } least && (config.TimestepSpacing == "trailing" || UsableTimesteps(config, least) < 2))
        {
            throw refusals.Wrong(
                "lambda_min_clipped", least, "a bound that leaves timesteps, with timestep_spacing linspace or leading");
        }
    }

    public static void UniPc(SchedulerConfig config, SchedulerRefusals refusals)
    {
        var solver = config.Solver;
        refusals.Require("solver_type", solver.Type, "bh1", "bh2", "midpoint", "heun", "logrho");
        Order(solver.Order, 3, "", refusals);
        if (config.FinalSigmasType == "zero" && !solver.PredictX0)
            throw refusals.Wrong("final_sigmas_type", "zero", "sigma_min where predict_x0 is false");
        if (config.FinalSigmasType == "zero" && !solver.LowerOrderFinal && solver.Order > 1)
            throw refusals.Wrong("final_sigmas_type", "zero", "sigma_min where lower_order_final is false");
    }

    public static void FlowMatch(SchedulerConfig config, SchedulerRefusals refusals)
    {
        if (config.UseKarrasSigmas)
            throw refusals.Wrong("use_karras_sigmas", "true", "false with flow matching");
    }

    private static void Order(int order, int most, string condition, SchedulerRefusals refusals)
    {
        if (order < 1 || order > most)
            throw refusals.Wrong("solver_order", order, $"from 1 to {most}{condition}");
    }

    private static int UsableTimesteps(SchedulerConfig config, double leastLogSnr) => new SigmaTable(config).CountAbove(leastLogSnr);
}
