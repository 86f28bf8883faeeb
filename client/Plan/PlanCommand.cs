using System.CommandLine;
using EdgeAigc.Core.Placement;

namespace EdgeAigc.Client.Plan;

/// <summary><c>plan</c>: plans one frame from a problem file, without a cluster, and prints the answer as JSON.</summary>
internal static class PlanCommand
{
    private static readonly PlacementOptions Defaults = new();

    private static readonly Option<string> Problem = new("--problem")
    {
        Description = "Problem file; 'schema plan' describes it",
        HelpName = "file",
        Required = true,
    };

    private static readonly Option<string> Policy = new("--policy")
    {
        Description = $"Policy: {string.Join(", ", PlacementPolicies.Names)}",
        DefaultValueFactory = _ => PlacementPolicyNames.Market,
    };

    private static readonly Option<double> TimeBudget = new("--time-budget")
    {
        Description = "When to stop with the best plan so far, in seconds",
        HelpName = "seconds",
        DefaultValueFactory = _ => Defaults.TimeBudgetSeconds,
        Validators =
        {
            result =>
            {
                // A value that is not a number has its own message.
                if (result.Errors.Any() || result.GetValueOrDefault<double>() is >= 0.001 and <= 3600)
                    return;
                result.AddError($"--time-budget is {result.Tokens[0].Value}; it must be from 0.001 to 3600 seconds.");
            },
        },
    };

    private static readonly Option<int?> MaxLoads = new("--max-loads")
    {
        Description = "Most models that may be loaded in the frame, over all nodes [no limit]",
        Validators =
        {
            result =>
            {
                if (!result.Errors.Any() && result.GetValueOrDefault<int?>() < 0)
                    result.AddError($"--max-loads is {result.Tokens[0].Value}; it must be at least 0.");
            },
        },
    };

    public static Command Create()
    {
        var command = new Command("plan", "What if: plans which models live where for one frame, from a file, and prints the plan as JSON.")
        {
            Problem, Policy, TimeBudget, MaxLoads,
        };
        command.SetAction((parsed, token) => RunAsync(
            parsed.GetValue(Problem)!,
            parsed.GetValue(Policy)!,
            Defaults with { TimeBudgetSeconds = parsed.GetValue(TimeBudget), MaxLoads = parsed.GetValue(MaxLoads) },
            Console.Out,
            Console.Error,
            token));
        return command;
    }

    /// <summary>Plans; the answer alone goes to <paramref name="output"/>, what is wrong goes to <paramref name="errors"/>.</summary>
    internal static async Task<int> RunAsync(
        string path, string policyName, PlacementOptions options, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        if (PlacementPolicies.Find(policyName, TimeProvider.System) is not { } policy)
        {
            await errors.WriteLineAsync($"--policy is '{policyName}'; it must be one of {string.Join(", ", PlacementPolicies.Names)}.");
            return ExitCodes.Invalid;
        }

        byte[] json;
        try
        {
            json = await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"--problem is '{path}': {exception.Message}");
            return ExitCodes.Invalid;
        }

        var (problem, faults) = PlanProblemFile.Read(json);
        var outcome = problem is null || faults.Count > 0 ? null : policy.Plan(problem, options);
        foreach (var fault in outcome?.Faults ?? faults)
            await errors.WriteLineAsync($"{path}: {fault}");
        if (outcome is not { Planned: true })
            return ExitCodes.Invalid;
        await output.WriteLineAsync(PlanAnswer.Of(outcome.Plan));
        return ExitCodes.Success;
    }
}
