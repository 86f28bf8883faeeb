namespace EdgeAigc.Diffusion.Models;

/// <summary>Models whose folders are served where they are.</summary>
internal sealed class InPlaceModels : IModelSource
{
    public Task<ModelPresence> EnsureAsync(ModelFolder model, Action<ModelFetchProgress> progress, CancellationToken cancellation) =>
        Task.FromResult(ModelPresence.InPlace);
}
