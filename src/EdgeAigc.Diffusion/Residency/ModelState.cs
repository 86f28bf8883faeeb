namespace EdgeAigc.Diffusion.Residency;

/// <summary>Where a model is on its way into memory.</summary>
internal enum ModelState
{
    /// <summary>Not in memory, and not on its way: what is in use leaves no room.</summary>
    Waiting,

    /// <summary>Its files are on their way to the disk.</summary>
    Fetching,

    /// <summary>Being loaded.</summary>
    Loading,

    /// <summary>In memory.</summary>
    Resident,

    /// <summary>The last load failed; asking again loads again.</summary>
    Failed,
}
