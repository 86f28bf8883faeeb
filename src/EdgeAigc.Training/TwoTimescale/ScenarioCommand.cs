using System.CommandLine;
using EdgeAigc.Core.Negotiation;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Training.TwoTimescale;

/// <summary><c>t2drl-scenario</c>: makes a scenario of a cluster's models, to train policies for it.</summary>
internal static class ScenarioCommand
{
    private static readonly NegotiationOptions Defaults = new();

    public static Command Create()
    {
        var models = new Option<string>("--models") { Description = "Folder whose sub-folders are the cluster's models, calibrated", Required = true };
        var memory = new Option<double>("--memory") { Description = "Memory of a node for models, MiB, as in the silo's --memory", HelpName = "MiB", Required = true };
        var output = new Option<string>("--out") { Description = "The scenario file", DefaultValueFactory = _ => "scenario.json" };
        var users = new Option<int>("--users") { Description = "Requests that share a slot; t2drl and t2drl-ddpg are tied to it, t2drl-set is not", DefaultValueFactory = _ => new ScenarioOptions().Users };
        var preference = new Option<double>("--latency-preference") { Description = "As EdgeAigc:Negotiation:DefaultLatencyPreference", DefaultValueFactory = _ => Defaults.DefaultLatencyPreference };
        var reference = new Option<double>("--reference-seconds") { Description = "As EdgeAigc:Negotiation:ReferenceSeconds", DefaultValueFactory = _ => Defaults.ReferenceSeconds };
        var load = new Option<double>("--load") { Description = "Part of the steps that requests would like best which a slot has; less is a busier node", DefaultValueFactory = _ => 0.6 };
        var miss = new Option<double>("--miss-seconds") { Description = "Seconds that a request loses when its model is not there", DefaultValueFactory = _ => 10 };
        var egress = new Option<double>("--egress") { Description = "As EdgeAigc:Link:EgressMegabits", DefaultValueFactory = _ => 1000 };
        Require(memory, value => value > 0, "above 0");
        Require(preference, value => value is >= 0 and <= 1, "from 0 to 1");
        Require(reference, value => value > 0, "above 0");
        Require(load, value => value > 0, "above 0");
        Require(miss, value => value >= 0, "at least 0");
        Require(egress, value => value > 0, "above 0");
        Require(users, value => value is >= 1 and <= 100, "from 1 to 100");

        var command = new Command("t2drl-scenario", """
            Writes a scenario file of a cluster's own models: names, sizes, measured curves and times; the rest is as in the published scenario and may be
            edited. Then train with it, and name the weights to the silo (docs/operations.md, Learned policies):
              t2drl --scenario scenario.json --method t2drl-set --out weights
            """)
        {
            models, memory, output, users, preference, reference, load, miss, egress,
        };
        command.SetAction(parsed =>
        {
            var folders = ModelCatalog.Scan(parsed.GetValue(models)!);
            foreach (var fault in folders.Faults)
                Console.Error.WriteLine($"{fault.File}: {fault.Message}");
            var settings = new ModelScenario(
                parsed.GetValue(memory) * 1024 * 1024, parsed.GetValue(users), parsed.GetValue(preference), parsed.GetValue(reference), parsed.GetValue(load), parsed.GetValue(miss), parsed.GetValue(egress));
            var options = settings.Of(folders.Models);
            ScenarioPresets.Save(options, parsed.GetValue(output)!);
            var scenario = new Scenario(options);
            Console.WriteLine(FormattableString.Invariant(
                $"{parsed.GetValue(output)}: {scenario.Models.Count} models, {scenario.MaximalSets.Count} sets of them fill {options.CacheGigabytes * 1e9 / 1048576:0} MiB; {options.StepBudget} steps for {options.Users} requests."));
            if (scenario.MaximalSets.Count == 1)
                Console.WriteLine("All models fit together, so stage one will have nothing to decide.");
        });
        return command;
    }

    private static void Require<TValue>(Option<TValue> option, Func<TValue, bool> isRight, string range) => option.Validators.Add(result =>
    {
        if (result.Tokens.Count > 0 && !isRight(result.GetValueOrDefault<TValue>()!))
            result.AddError(FormattableString.Invariant($"{option.Name} is {result.GetValueOrDefault<TValue>()}; it must be {range}."));
    });
}
