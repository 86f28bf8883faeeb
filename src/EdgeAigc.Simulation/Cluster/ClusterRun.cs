namespace EdgeAigc.Simulation.Cluster;

/// <summary>Policies and seed of a run.</summary>
internal sealed record ClusterRun(string StageOne, string StageTwo, int Seed);
