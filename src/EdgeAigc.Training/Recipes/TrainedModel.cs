using EdgeAigc.Training.Networks;
using EdgeAigc.Training.Stages;

namespace EdgeAigc.Training.Recipes;

/// <summary>What training a recipe gave.</summary>
/// <param name="Text">Text encoder.</param>
/// <param name="Denoiser">Denoiser.</param>
/// <param name="Stages">How its stages ended, those of the models it came from first.</param>
internal sealed record TrainedModel(TextEncoder Text, Denoiser Denoiser, IReadOnlyList<StageResult> Stages) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Text.Dispose();
        Denoiser.Dispose();
    }
}
