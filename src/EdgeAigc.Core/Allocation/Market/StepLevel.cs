namespace EdgeAigc.Core.Allocation.Market;

/// <summary>A step level in the terms of the price search.</summary>
internal struct StepLevel
{
    /// <summary>Compute seconds: what occupies the device besides steps, and L·τ.</summary>
    public double Seconds;

    /// <summary>K: the utility less what the delivery takes from it and the reserve price of the compute.</summary>
    public double Value;

    /// <summary>Smallest share that meets the deadline.</summary>
    public double LowerShare;

    /// <summary>Utility that the delivery takes at the smallest share.</summary>
    public double DelayAtLower;

    /// <summary>On the envelope: value per compute second on the way to the next vertex; −∞ at the last.</summary>
    public double SlopeToNext;

    /// <summary>Place among the levels of all requests.</summary>
    public int Index;
}
