using EdgeAigc.Contracts.Generation;
using Microsoft.Extensions.AI;

namespace EdgeAigc.Extensions.AI;

/// <summary>How an image came about, by the names that the HTTP API uses.</summary>
internal static class ImageAccounts
{
    public static AdditionalPropertiesDictionary Of(GenerationCompleted image) => new()
    {
        ["model"] = image.Model,
        ["node"] = image.Node,
        ["seed"] = image.Seed,
        ["steps"] = image.Steps,
        ["quality"] = image.QualityEstimate,
        ["promised_ms"] = image.Promise?.Finish.TotalMilliseconds,
        ["actual_ms"] = image.Finish.TotalMilliseconds,
    };
}
