namespace EdgeAigc.Core.Placement.Market;

/// <summary>What may be decided about a copy.</summary>
internal enum CopyRule
{
    /// <summary>Anything.</summary>
    Free,

    /// <summary>It is resident: a pin, a replica that is needed, a trial.</summary>
    Forced,

    /// <summary>It is not resident: a trial.</summary>
    Forbidden,
}
