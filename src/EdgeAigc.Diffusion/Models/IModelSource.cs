namespace EdgeAigc.Diffusion.Models;

/// <summary>Sees to it that a model's files are in its folder before they are read.</summary>
public interface IModelSource
{
    /// <summary>Brings the files there, if they are not, and keeps them there. Returns without waiting for it; called on the device thread.</summary>
    /// <param name="model">The model.</param>
    /// <param name="progress">Hears how far it has come, from any thread.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<ModelPresence> EnsureAsync(ModelFolder model, Action<ModelFetchProgress> progress, CancellationToken cancellation);
}
