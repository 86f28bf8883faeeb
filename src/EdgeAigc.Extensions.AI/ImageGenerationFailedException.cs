using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Extensions.AI;

/// <summary>The cluster refused a request for an image, or failed it.</summary>
/// <param name="failure">What the cluster said.</param>
public sealed class ImageGenerationFailedException(GenerationFailed failure) : Exception($"{failure.Code}: {failure.Message}")
{
    /// <summary>What the cluster said: the stable code, whether the same request may succeed later, and what could be had instead.</summary>
    public GenerationFailed Failure { get; } = failure;
}
