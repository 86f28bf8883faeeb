namespace EdgeAigc.Experiments.Replay;

/// <summary>What a replay prints.</summary>
internal sealed record ReplayAnswer(
    string Policy,
    string Routing,
    int Nodes,
    int ModelsPerNode,
    int Requests,
    int Hits,
    double HitRatio,
    int Loads,
    double LoadsPerDay,
    double Seconds);
