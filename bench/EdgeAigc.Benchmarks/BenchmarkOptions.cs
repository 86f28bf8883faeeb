using System.CommandLine;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeAigc.Benchmarks;

/// <summary>What all benchmarks are asked.</summary>
internal sealed class BenchmarkOptions
{
    public Option<string> Folder { get; } = new("--models") { Description = "Folder of the model folders", DefaultValueFactory = _ => "models" };

    public Argument<string[]> Models { get; } = new("model") { Description = "Models [all]", Arity = ArgumentArity.ZeroOrMore };

    public Option<int> Threads { get; } = new("--threads") { Description = "Processor threads of the engine", DefaultValueFactory = _ => 1 };

    public Option<int> Rounds { get; } = new("--rounds") { Description = "How often each side is measured", DefaultValueFactory = _ => 20 };

    public Option<int> Steps { get; } = new("--steps") { Description = "Denoising steps of a request", DefaultValueFactory = _ => 20 };

    public Command AddTo(Command command)
    {
        command.Arguments.Add(Models);
        foreach (var option in (Option[])[Folder, Threads, Rounds, Steps])
            command.Options.Add(option);
        return command;
    }

    public DenoisingEngine Open(ParseResult parsed) => new(
        ModelCatalog.Scan(parsed.GetValue(Folder)!),
        new EngineOptions { Threads = parsed.GetValue(Threads) },
        TimeProvider.System,
        NullLogger<DenoisingEngine>.Instance);

    public IReadOnlyList<string> ModelsOf(ParseResult parsed, DenoisingEngine engine) =>
        parsed.GetValue(Models) is { Length: > 0 } chosen ? chosen : [.. engine.Models.Select(model => model.Name)];
}
