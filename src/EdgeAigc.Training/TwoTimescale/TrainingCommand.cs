using System.CommandLine;
using EdgeAigc.Simulation.PaperScenario;
using EdgeAigc.Training.Progress;
using static TorchSharp.torch;

namespace EdgeAigc.Training.TwoTimescale;

/// <summary><c>t2drl</c>: trains the learned policies of both stages.</summary>
internal static class TrainingCommand
{
    public static Command Create()
    {
        var scenario = new Option<string>("--scenario") { Description = $"{string.Join(" or ", ScenarioPresets.Names)}, or a .json file with options", DefaultValueFactory = _ => ScenarioPresets.Paper };
        var method = new Option<string>("--method") { Description = "t2drl: published, a diffusion actor; t2drl-ddpg: a plain actor; t2drl-set: networks shared by users and models (ours)", DefaultValueFactory = _ => MethodSettings.Diffusion };
        method.AcceptOnlyFromAmong([.. MethodSettings.Names]);
        var seed = new Option<int>("--seed") { Description = "Seed of everything that is drawn", DefaultValueFactory = _ => 1 };
        var output = new Option<string>("--out") { Description = "Folder of the policies [artifacts/t2drl/SCENARIO-METHOD-SEED]; a run that finds its checkpoints goes on" };
        var episodes = new Option<int>("--episodes") { Description = "Episodes of stage two; fewer is a trial", DefaultValueFactory = _ => new MethodSettings { Method = "" }.Episodes };
        var frames = new Option<int>("--frames") { Description = "Frames of stage one; fewer is a trial", DefaultValueFactory = _ => new MethodSettings { Method = "" }.Frames };
        var rate = new Option<double?>("--actor-rate") { Description = "Learning rate of the actor [by method and scenario]" };
        var temperature = new Option<double?>("--temperature") { Description = "Factor of the action in the softmax of the shares [by scenario]" };
        var discount = new Option<double?>("--frame-discount") { Description = "Discount of stage one [0]" };
        foreach (var option in (Option<int>[])[episodes, frames])
        {
            option.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int>() < 1)
                    result.AddError($"{option.Name} must be at least 1.");
            });
        }

        var command = new Command("t2drl", "Trains a learned policy of caching (double DQN) and of allocation (DDPG, with or without diffusion) on the paper scenario. Takes about two minutes. Ctrl-C stops with a checkpoint; the same command goes on from there.")
        {
            scenario, method, seed, output, episodes, frames, rate, temperature, discount,
        };
        command.SetAction((parsed, cancellation) =>
        {
            set_num_threads(1);
            var name = parsed.GetValue(scenario)!;
            var defaults = Methods.Settings(name, parsed.GetValue(method)!, parsed.GetValue(seed));
            var settings = defaults with
            {
                Episodes = parsed.GetValue(episodes),
                Frames = parsed.GetValue(frames),
                ActorRate = parsed.GetValue(rate) ?? defaults.ActorRate,
                Temperature = parsed.GetValue(temperature) ?? defaults.Temperature,
                FrameDiscount = parsed.GetValue(discount) ?? defaults.FrameDiscount,
            };
            var folder = parsed.GetValue(output) ?? Methods.Folder(Path.Combine("artifacts", "t2drl"), name, settings);
            var summary = new TrainingRun(name, ScenarioPresets.Load(name), settings, folder, new ConsoleReport(TimeProvider.System), TimeProvider.System).Run(cancellation);
            Console.WriteLine(FormattableString.Invariant(
                $"{folder}: stage two {summary.SlotSeconds:0} s, stage one {summary.FrameSeconds:0} s, at most {summary.PeakBytes / 1e6:0} MB"));
            return Task.FromResult(0);
        });
        return command;
    }
}
