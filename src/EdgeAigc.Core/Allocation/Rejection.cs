namespace EdgeAigc.Core.Allocation;

/// <summary>Why a request was rejected.</summary>
public enum Rejection
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>Even alone on the node, with its fewest steps, it would finish after its deadline.</summary>
    DeadlineUnreachable,

    /// <summary>Its fewest steps take more compute than the slot has.</summary>
    ComputeTooSmall,

    /// <summary>Even alone on the node it would be worth no more than its rejection.</summary>
    NotWorthServing,

    /// <summary>Other requests make better use of the node, by the policy's judgement.</summary>
    Outbid,
}
