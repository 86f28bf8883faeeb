using EdgeAigc.Contracts.Nodes;
using EdgeAigc.Gateway.Cluster;
using EdgeAigc.Gateway.Errors;

namespace EdgeAigc.Gateway.Models;

/// <summary>GET /v1/models and /v1/models/{id}.</summary>
internal sealed class ModelsEndpoint(IImageCluster cluster)
{
    public async Task ListAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var models = await FindAllAsync(cancellationToken);
        await context.Response.WriteAsJsonAsync(new(models), GatewayJson.Default.ModelListReply, cancellationToken: cancellationToken);
    }

    public async Task GetAsync(HttpContext context, string id, CancellationToken cancellationToken)
    {
        var model = (await FindAllAsync(cancellationToken)).FirstOrDefault(model => model.Id == id);
        await (model is null
            ? ErrorReplies.WriteAsync(context, ApiErrors.UnknownModel(id))
            : context.Response.WriteAsJsonAsync(model, GatewayJson.Default.ModelReply, cancellationToken: cancellationToken));
    }

    private async Task<IReadOnlyList<ModelReply>> FindAllAsync(CancellationToken cancellationToken)
    {
        var nodes = await cluster.GetNodesAsync(cancellationToken);
        return [.. nodes.SelectMany(node => node.Models, (node, model) => (Node: node, Model: model))
            .GroupBy(item => item.Model.Name, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Describe(group.First().Model, [.. group.Select(item => item.Node)]))];
    }

    private static ModelReply Describe(ModelDescription model, NodeStatus[] nodes) => new(model.Name, new(
        model.Width,
        model.Height,
        model.DefaultSteps,
        model.MaxSteps,
        model.DefaultGuidance,
        model.WeightBytes,
        [.. nodes.Select(node => node.Name)],
        [.. nodes.Where(node => node.ResidentModels.Any(resident => resident.Name == model.Name)).Select(node => node.Name)]));
}
