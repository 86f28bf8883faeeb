namespace EdgeAigc.Core.Allocation;

/// <summary>What one request gets.</summary>
/// <param name="Id">The request.</param>
/// <param name="Steps">Denoising steps, one of its levels; 0 when rejected.</param>
/// <param name="Share">Share b of the node's egress in [0, 1]; 0 when rejected or without a payload.</param>
/// <param name="FinishSeconds">T; 0 when rejected.</param>
/// <param name="Quality">Q(L); 0 when rejected.</param>
/// <param name="Utility">What it adds to the total.</param>
/// <param name="Rejection">Why it was rejected.</param>
public readonly record struct RequestAllocation(
    string Id, int Steps, double Share, double FinishSeconds, double Quality, double Utility, Rejection Rejection)
{
    /// <summary>Whether it is served.</summary>
    public bool Accepted => Rejection == Rejection.None;
}
