using System.CommandLine;
using EdgeAigc.Client.Connection;
using EdgeAigc.Contracts.Coordination;

namespace EdgeAigc.Client.Coordination;

/// <summary><c>models pin</c> and <c>models unpin</c>.</summary>
internal static class PinCommand
{
    private static readonly Argument<string> Model = new("model") { Description = "Model by name; 'models list' shows them" };
    private static readonly Option<string> Node = new("--node") { Description = "Node that keeps it; 'nodes list' shows them", HelpName = "name", Required = true };
    private static readonly Option<string?> AnyNode = new("--node") { Description = "Node that need not keep it any more [all]", HelpName = "name" };

    public static Command Create() => ConnectedCommand.Create(
        new("pin", "Keeps a model in a node's memory whatever the demand. The Coordinator remembers pins over restarts.") { Model, Node },
        parsed =>
        {
            var pin = new ModelPin(parsed.GetValue(Model)!, parsed.GetValue(Node)!);
            return (grains, _) => PinAsync(grains, pin);
        });

    public static Command CreateOpposite() => ConnectedCommand.Create(
        new("unpin", "Leaves it to the Coordinator again where a model is kept.") { Model, AnyNode },
        parsed =>
        {
            var (model, node) = (parsed.GetValue(Model)!, parsed.GetValue(AnyNode));
            return (grains, _) => UnpinAsync(grains, model, node);
        });

    private static async Task<int> PinAsync(IGrainFactory grains, ModelPin pin)
    {
        if (await grains.GetGrain<ICoordinatorGrain>(0).PinAsync(pin) is { } refusal)
        {
            await Console.Error.WriteLineAsync(refusal);
            return ExitCodes.Invalid;
        }

        var problems = (await grains.GetGrain<ICoordinatorGrain>(0).GetStatusAsync()).Problems;
        foreach (var problem in problems)
            await Console.Error.WriteLineAsync(problem);
        Console.WriteLine($"{pin.Model} is pinned on {pin.Node}; 'cluster status' shows when it is in memory.");
        return problems.IsEmpty ? ExitCodes.Success : ExitCodes.Failed;
    }

    private static async Task<int> UnpinAsync(IGrainFactory grains, string model, string? node)
    {
        var taken = await grains.GetGrain<ICoordinatorGrain>(0).UnpinAsync(model, node);
        Console.WriteLine(taken == 0 ? $"{model} was not pinned{(node is null ? "" : $" on {node}")}." : $"{model} is not pinned any more.");
        return ExitCodes.Success;
    }
}
