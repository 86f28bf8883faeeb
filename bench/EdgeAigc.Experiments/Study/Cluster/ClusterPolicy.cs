using EdgeAigc.Simulation.Cluster;

namespace EdgeAigc.Experiments.Study.Cluster;

/// <summary>Names of the policies of a cluster: <c>ONE+TWO</c>, or <c>ONE</c> with the stage two that goes with it.</summary>
internal static class ClusterPolicy
{
    private static readonly string[] WithPlans = [StageOneNames.Market, StageOneNames.PlanOnly, StageOneNames.OracleDemand, StageOneNames.Reuse];

    /// <summary>Both stages; null if there is no such policy.</summary>
    public static (string StageOne, string StageTwo)? Find(string policy) => policy.Split('+') switch
    {
        [var one] when StageOneNames.All.Contains(one) => (one, WithPlans.Contains(one) ? StageTwoNames.Market : StageTwoNames.Equal),
        [var one, var two] when StageOneNames.All.Contains(one) && StageTwoNames.All.Contains(two) => (one, two),
        _ => null,
    };

    public static string? Refusal(string policy) => Find(policy) is null
        ? $"there are {string.Join(", ", StageOneNames.All)}, each with or without +{string.Join(" or +", StageTwoNames.All)}"
        : null;
}
