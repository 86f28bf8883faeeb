namespace EdgeAigc.Contracts.Generation;

/// <summary>The codes of <see cref="GenerationFailed"/>. They are wire contract: add, never rename.</summary>
public static class FailureCodes
{
    /// <summary>A member of the request has a value that is not allowed.</summary>
    public const string InvalidParameter = "invalid_parameter";

    /// <summary>No node has the model.</summary>
    public const string ModelNotFound = "model_not_found";

    /// <summary>The model's folder is incomplete or broken.</summary>
    public const string ModelUnusable = "model_unusable";

    /// <summary>The model alone needs more memory than the node has for models.</summary>
    public const string ModelTooLarge = "model_too_large";

    /// <summary>The model is in no node's memory, and loading it now would only displace others.</summary>
    public const string ModelCold = "model_cold";

    /// <summary>The request id was used before for a different request.</summary>
    public const string RequestConflict = "request_conflict";

    /// <summary>The node has as many requests waiting as it takes.</summary>
    public const string QueueFull = "queue_full";

    /// <summary>No node can serve the request by its deadline.</summary>
    public const string DeadlineUnreachable = "deadline_unreachable";

    /// <summary>The model does not reach the wanted quality.</summary>
    public const string QualityUnreachable = "quality_unreachable";

    /// <summary>The nodes are busy with requests that make better use of them.</summary>
    public const string Outbid = "outbid";

    /// <summary>The offer lapsed before it was accepted; ask again.</summary>
    public const string OfferLapsed = "offer_lapsed";

    /// <summary>Every node that could serve the request was lost or is leaving.</summary>
    public const string NodeUnavailable = "node_unavailable";

    /// <summary>The model ran and its result is unusable, or the runtime reported an error.</summary>
    public const string InferenceFailed = "inference_failed";

    /// <summary>The caller cancelled.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>A defect: something happened that nobody foresaw. The node's log has the details.</summary>
    public const string Internal = "internal_error";
}
