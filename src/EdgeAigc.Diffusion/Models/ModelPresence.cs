namespace EdgeAigc.Diffusion.Models;

/// <summary>Whether a model's files are in its folder.</summary>
/// <param name="Fault">Why they are not; null when they are.</param>
/// <param name="Hold">Keeps them there until it is disposed of; null when nothing would take them away.</param>
public sealed record ModelPresence(string? Fault = null, IDisposable? Hold = null)
{
    /// <summary>They are there and stay.</summary>
    public static ModelPresence InPlace { get; } = new();
}
