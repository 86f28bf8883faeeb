using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Training.TwoTimescale;

/// <summary>What differs between scenarios and methods.</summary>
internal static class Methods
{
    // Where the bandwidth is worth little, a wide softmax only adds noise; where payloads differ a hundredfold, shares must too.
    private const double ContendedTemperature = 1.5;

    public static MethodSettings Settings(string scenario, string method, int seed) => new()
    {
        Method = method,
        Seed = seed,
        Temperature = scenario == ScenarioPresets.Contended ? ContendedTemperature : 0.5,
    };

    public static string Folder(string work, string scenario, MethodSettings settings) =>
        Path.Combine(work, $"{Path.GetFileNameWithoutExtension(scenario)}-{settings.Method}-{settings.Seed}");
}
