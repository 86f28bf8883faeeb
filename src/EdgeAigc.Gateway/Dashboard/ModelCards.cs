using EdgeAigc.Contracts.Calibration;
using EdgeAigc.Contracts.Nodes;

namespace EdgeAigc.Gateway.Dashboard;

/// <summary>Gathers what the nodes know of each model.</summary>
internal sealed class ModelCards(IDashboardSource source)
{
    /// <summary>All models that some node can serve, by name.</summary>
    public async Task<ModelCardsReply> GetAsync(CancellationToken cancellationToken)
    {
        var nodes = await source.GetNodesAsync(cancellationToken);
        var models = nodes.SelectMany(node => node.Models, (node, model) => (Node: node, Model: model))
            .GroupBy(item => item.Model.Name, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal);
        return new(await Task.WhenAll(models.Select(group =>
            DescribeAsync(group.First().Model, [.. group.Select(item => item.Node)], cancellationToken))));
    }

    /// <summary>Contact sheet of a model, from the first node that has one; null where none has.</summary>
    public async Task<byte[]?> GetSheetAsync(string model, CancellationToken cancellationToken)
    {
        foreach (var node in await source.GetNodesAsync(cancellationToken))
        {
            if (node.Models.Any(known => known.Name == model) && await source.GetSheetAsync(node.Name, model, cancellationToken) is { } sheet)
                return sheet;
        }

        return null;
    }

    private async Task<ModelCardReply> DescribeAsync(ModelDescription model, NodeStatus[] nodes, CancellationToken cancellationToken)
    {
        CurvesReply? curves = null;
        foreach (var node in nodes)
        {
            if (await source.GetCurvesAsync(node.Name, model.Name, cancellationToken) is not { } measured)
                continue;
            curves = Map(node.Name, measured);
            break;
        }

        return new(
            model.Name, model.PipelineClass, model.SchedulerClass, model.Width, model.Height, model.DefaultSteps, model.MaxSteps,
            model.DefaultGuidance, model.WeightBytes, [.. nodes.Select(node => node.Name)],
            [.. nodes.Where(node => node.ResidentModels.Any(resident => resident.Name == model.Name)).Select(node => node.Name)],
            curves);
    }

    private static CurvesReply Map(string node, MeasuredModel measured) => new(
        node, measured.Device, measured.MeasuredAt, measured.ResidentBytes, measured.Latency.SecondsPerImage, measured.Latency.SecondsPerStep,
        measured.Latency.FixedSeconds, measured.Latency.LargestBatch,
        [.. measured.Levels.Select(level => new LevelReply(level.Steps, Math.Round(level.Quality, 5), Math.Round(level.Ssim, 5)))]);
}
