using EdgeAigc.Diffusion.Pipelines;

namespace EdgeAigc.Diffusion.Safety;

/// <summary>Lets every picture through.</summary>
/// <param name="warning">What callers should know about that, or null.</param>
internal sealed class UncheckedOutput(string? warning) : IOutputFilter
{
    /// <inheritdoc/>
    public FilteredImage Apply(float[] planes, ImageSize size) => new(planes, Flagged: false, warning);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
