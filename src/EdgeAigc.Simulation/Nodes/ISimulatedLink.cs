namespace EdgeAigc.Simulation.Nodes;

/// <summary>The link over which results leave a simulated node.</summary>
internal interface ISimulatedLink
{
    /// <summary>When something happens on it; infinite when nothing is under way.</summary>
    double NextEvent { get; }

    /// <summary>A result is ready.</summary>
    void Add(SimulatedJob job, double now);

    /// <summary>What happens at <see cref="NextEvent"/>.</summary>
    /// <returns>The result that has left by it, or null.</returns>
    SimulatedJob? Handle(double now);
}
