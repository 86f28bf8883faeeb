using System.CommandLine;
using EdgeAigc.Client.Connection;
using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Contracts.Nodes;

namespace EdgeAigc.Client.Coordination;

/// <summary><c>cluster explain</c>: why a model is where it is.</summary>
internal static class ClusterExplainCommand
{
    private static readonly Argument<string> Model = new("model") { Description = "Model by name; 'models list' shows them" };

    public static Command Create() => ConnectedCommand.Create(
        new("explain", "Says where a model is and why: its demand, what it gains there, what it displaced, and why it is not elsewhere.") { Model },
        parsed =>
        {
            var model = parsed.GetValue(Model)!;
            return (grains, token) => ExplainAsync(grains, model, token);
        });

    private static async Task<int> ExplainAsync(IGrainFactory grains, string model, CancellationToken cancellationToken)
    {
        var plan = grains.GetGrain<ICoordinatorGrain>(0).GetStatusAsync();
        var nodes = await grains.GetGrain<IClusterGrain>(0).GetNodesAsync(cancellationToken);
        if (nodes.All(node => node.Models.All(known => known.Name != model)))
        {
            var known = nodes.SelectMany(node => node.Models).Select(other => other.Name).Distinct().Order(StringComparer.Ordinal);
            await Console.Error.WriteLineAsync($"Model is '{model}', which no node has; the cluster has {string.Join(", ", known)}.");
            return ExitCodes.Invalid;
        }

        foreach (var line in PlacementExplanation.Of(model, await plan, nodes))
            Console.WriteLine(line);
        return ExitCodes.Success;
    }
}
