using EdgeAigc.Contracts.Coordination;

namespace EdgeAigc.Grains.Coordination;

/// <summary>Knows whether a model has come to another node.</summary>
internal interface IModelHeirs
{
    /// <summary>Whether any of the heirs has the model in memory.</summary>
    Task<bool> HaveAsync(LastCopy copy, CancellationToken cancellationToken);
}
