using EdgeAigc.Contracts.Nodes;

namespace EdgeAigc.Grains.Routing;

/// <summary>Tells the exceptions by which Orleans reports that a call's target is gone from those that are defects.</summary>
internal static class NodeLoss
{
    public static bool IsLoss(Exception exception) =>
        exception is EdgeNodeUnavailableException or OrleansException or TimeoutException or EnumerationAbortedException;
}
