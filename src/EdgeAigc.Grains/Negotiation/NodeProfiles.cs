using EdgeAigc.Core.Allocation;
using EdgeAigc.Core.Negotiation;
using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Grains.Negotiation;

/// <summary>Puts a model's measured curves into the terms of stage two.</summary>
internal static class NodeProfiles
{
    public static ModelProfile Of(ModelFolder model) => new()
    {
        Name = model.Name,
        Levels = LevelsOf(model),
        Quality = model.Curves?.Quality.Curve,
        Latency = model.Curves?.Latency.Curve,
        FixedSeconds = model.Curves?.Latency.FixedSeconds ?? 0,
    };

    // The measured levels and the model's own default; a model that was not measured has only the latter.
    private static IReadOnlyList<StepQuality> LevelsOf(ModelFolder model)
    {
        if (model.Curves is not { Quality.Curve: var curve })
            return [new(model.DefaultSteps, 1)];
        return [.. curve.Points.Select(point => point.Steps).Append(model.DefaultSteps)
            .Where(steps => steps >= model.MinSteps && steps <= model.MaxSteps)
            .Distinct().Order().Select(steps => new StepQuality(steps, curve.At(steps)))];
    }
}
