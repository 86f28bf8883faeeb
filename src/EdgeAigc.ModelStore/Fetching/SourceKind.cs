namespace EdgeAigc.ModelStore.Fetching;

/// <summary>Kinds of places that models come from.</summary>
public enum SourceKind
{
    /// <summary>Another node.</summary>
    Peer,

    /// <summary>The store that holds every model.</summary>
    Origin,
}
