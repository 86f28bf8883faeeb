namespace EdgeAigc.Simulation.Study;

/// <summary>Learning curves of one stage on one scenario.</summary>
/// <param name="Scenario">Name of the scenario.</param>
/// <param name="Title">Heading.</param>
/// <param name="Unit">What a step along the curve is.</param>
/// <param name="Measure">What the values are.</param>
/// <param name="Lines">Values by policy, then by seed; all seeds of a policy have equally many.</param>
public sealed record StudyCurves(
    string Scenario, string Title, string Unit, string Measure, IReadOnlyList<(string Policy, IReadOnlyList<double[]> Seeds)> Lines);
