namespace EdgeAigc.Core.Caching;

/// <summary>The models in the memory of one node, between two plans. Not for several threads at once.</summary>
public interface IModelCache
{
    /// <summary>Name of its policy, one of <see cref="ModelCacheNames"/>.</summary>
    string Policy { get; }

    /// <summary>What the resident models may occupy together, bytes.</summary>
    long CapacityBytes { get; }

    /// <summary>What they occupy, bytes; never above the capacity.</summary>
    long UsedBytes { get; }

    /// <summary>The resident models.</summary>
    IReadOnlyCollection<string> Resident { get; }

    /// <summary>Whether a model is resident.</summary>
    bool Contains(string model);

    /// <summary>Decides on a request and takes the decision as done. A held model is never a victim.</summary>
    CacheDecision Request(CacheRequest request);

    /// <summary>What this node would give up to load the model: comparable between the nodes of a cluster, negative infinity for free room,
    /// positive infinity if it cannot make room. Changes nothing.</summary>
    double Offer(CacheRequest request);

    /// <summary>A model was loaded for another reason than a request: by a plan, by hand, as a further copy. Like a load for a request, but never declined
    /// as not worth it.</summary>
    CacheDecision Load(CacheRequest request);

    /// <summary>A model left memory, or its load failed. No effect if it is not resident.</summary>
    void Remove(string model);
}
