namespace EdgeAigc.Core.Negotiation;

/// <summary>Why a node refuses a bid.</summary>
public enum RefusalReason
{
    /// <summary>Even with its fewest acceptable steps it would be late.</summary>
    DeadlineUnreachable,

    /// <summary>The model never reaches the wanted quality.</summary>
    QualityUnreachable,

    /// <summary>The node makes better use of its capacity with other requests.</summary>
    Outbid,

    /// <summary>As many requests wait as the node takes.</summary>
    QueueFull,
}
