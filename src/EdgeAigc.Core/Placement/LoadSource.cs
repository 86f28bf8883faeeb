namespace EdgeAigc.Core.Placement;

/// <summary>Where the files of a model come from when a node loads it.</summary>
public enum LoadSource
{
    /// <summary>The node's own disk.</summary>
    Disk,

    /// <summary>Another node, which has the model on disk or resident.</summary>
    Peer,

    /// <summary>The store that holds every model.</summary>
    Origin,
}
