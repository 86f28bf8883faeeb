namespace EdgeAigc.Core.Placement.Candidates;

/// <summary>
/// A problem as arrays. A <i>copy</i> is a (node, model) pair that may become resident; an <i>arc</i> joins a demand to a copy
/// that could serve it with profit. Work is measured in seconds at speed 1 per second, so that routing is a transportation
/// problem: demand d offers <see cref="DemandWork"/>, node q takes <see cref="Capacity"/>, an arc earns its profit per unit of work.
/// </summary>
/// <remarks>
/// With W_d = rate·secondsPerRequest and profit = (u − cloudUtility) / secondsPerRequest, the value of a plan is
/// <see cref="CloudValue"/> + Σ flow·profit − Σ <see cref="SwitchCost"/> of the copies that are resident. Arcs without profit are
/// left out: the cloud, or nobody, serves that demand better.
/// </remarks>
internal sealed class CandidateGraph
{
    /// <summary>The problem it was built from.</summary>
    public required PlacementProblem Problem { get; init; }

    /// <summary>Value when no node serves anything and nothing is loaded.</summary>
    public required double CloudValue { get; init; }

    /// <summary>Copies of node q: from [q] to [q + 1].</summary>
    public required int[] NodeCopies { get; init; }

    /// <summary>Memory of each node in bytes.</summary>
    public required double[] Memory { get; init; }

    /// <summary>Disk of each node in bytes.</summary>
    public required double[] Disk { get; init; }

    /// <summary>Work that each node can take, maxUtilization·speed.</summary>
    public required double[] Capacity { get; init; }

    /// <summary>Node of each copy.</summary>
    public required int[] CopyNode { get; init; }

    /// <summary>Model of each copy.</summary>
    public required int[] CopyModel { get; init; }

    /// <summary>Memory of each copy in bytes.</summary>
    public required double[] CopyMemory { get; init; }

    /// <summary>Disk of each copy in bytes.</summary>
    public required double[] CopyDisk { get; init; }

    /// <summary>What each copy costs when it is resident in the plan: 0 when it is resident now.</summary>
    public required double[] SwitchCost { get; init; }

    /// <summary>Whether each copy is resident now.</summary>
    public required bool[] ResidentNow { get; init; }

    /// <summary>Whether each copy is pinned.</summary>
    public required bool[] Pinned { get; init; }

    /// <summary>Arcs of copy c: from [c] to [c + 1].</summary>
    public required int[] CopyArcs { get; init; }

    /// <summary>Demand of each arc.</summary>
    public required int[] ArcDemand { get; init; }

    /// <summary>Copy of each arc.</summary>
    public required int[] ArcCopy { get; init; }

    /// <summary>Node of each arc.</summary>
    public required int[] ArcNode { get; init; }

    /// <summary>Work that the demand of each arc offers.</summary>
    public required double[] ArcWork { get; init; }

    /// <summary>Gain over the cloud per unit of work, above 0.</summary>
    public required double[] ArcProfit { get; init; }

    /// <summary>Arcs of demand d in <see cref="DemandArc"/>: from [d] to [d + 1].</summary>
    public required int[] DemandArcs { get; init; }

    /// <summary>Arcs by demand, the most profitable first.</summary>
    public required int[] DemandArc { get; init; }

    /// <summary>Work that each demand offers.</summary>
    public required double[] DemandWork { get; init; }

    /// <summary>Copies that each model needs.</summary>
    public required int[] MinReplicas { get; init; }

    public int Nodes => Capacity.Length;

    public int Copies => CopyNode.Length;

    public int Arcs => ArcDemand.Length;

    public int Demands => DemandWork.Length;

    public int Models => MinReplicas.Length;
}
