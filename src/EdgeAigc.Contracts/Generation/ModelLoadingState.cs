namespace EdgeAigc.Contracts.Generation;

/// <summary>What a model is waited for.</summary>
public enum ModelLoadingState
{
    /// <summary>Its networks are read from disk and made ready; the runtime does both in one.</summary>
    Opening,

    /// <summary>Its files are brought to the node's disk.</summary>
    Fetching,
}
