namespace EdgeAigc.Contracts.Nodes;

/// <summary>A call was made to a node that is not an active member of the cluster.</summary>
[GenerateSerializer, Alias("edgeaigc.EdgeNodeUnavailableException")]
public sealed class EdgeNodeUnavailableException : Exception
{
    /// <summary>Says which node.</summary>
    /// <param name="node">Name of the node.</param>
    public EdgeNodeUnavailableException(string node)
        : base($"Node '{node}' is not in the cluster. 'nodes list' shows the nodes that are.")
    {
        Node = node;
    }

    /// <summary>Name of the node.</summary>
    [Id(0)] public string Node { get; }
}
