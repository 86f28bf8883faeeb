namespace EdgeAigc.Core.Placement;

/// <summary>What a served request is worth and what a load costs.</summary>
/// <param name="LatencyPreference">α in [0, 1]: how much a second counts against quality.</param>
/// <param name="ReferenceSeconds">T_ref above 0: the time that counts as one, in seconds.</param>
/// <param name="SwitchCostPerSecond">Utility per second lost for each second that a newly resident model takes to load; at least 0.</param>
public sealed record PlacementObjective(double LatencyPreference, double ReferenceSeconds, double SwitchCostPerSecond);
