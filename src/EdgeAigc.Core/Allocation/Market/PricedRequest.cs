namespace EdgeAigc.Core.Allocation.Market;

/// <summary>A request in the terms of the price search. Its delivery with share b takes c / b of its utility, c = w·α·s / (B·T_ref).</summary>
internal struct PricedRequest
{
    /// <summary>Where its feasible levels begin, and where they end.</summary>
    public int FirstLevel;
    public int EndLevel;

    /// <summary>Where the vertices of its envelope begin, and where they end.</summary>
    public int FirstVertex;
    public int EndVertex;

    /// <summary>The vertex that was best at the last prices; the next ones are seldom far.</summary>
    public int Vertex;

    /// <summary>Whether the smallest share differs from level to level.</summary>
    public bool HasDeadline;

    /// <summary>√c.</summary>
    public double RootDelay;

    /// <summary>Share beyond which the client's rate cap makes more useless; 0 without a payload.</summary>
    public double Cap;

    /// <summary>c / cap.</summary>
    public double DelayAtCap;

    /// <summary>Utility when rejected.</summary>
    public double Reject;

    /// <summary>Place in the problem.</summary>
    public int Source;

    /// <summary>What the delivery costs at a price of the link: c / b + μ·b with b = √(c / μ) held between the level's smallest share and
    /// the cap.</summary>
    public readonly double DeliveryCost(in StepLevel level, double mu, double rootMu)
    {
        if (RootDelay <= level.LowerShare * rootMu)
            return level.DelayAtLower + (mu * level.LowerShare);
        return RootDelay >= Cap * rootMu ? DelayAtCap + (mu * Cap) : 2 * RootDelay * rootMu;
    }
}
