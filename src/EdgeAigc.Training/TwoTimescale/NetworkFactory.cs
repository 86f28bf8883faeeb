using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.PaperScenario;
using EdgeAigc.Training.TwoTimescale.Networks;

namespace EdgeAigc.Training.TwoTimescale;

/// <summary>Makes the networks of a method.</summary>
internal static class NetworkFactory
{
    public static IActorNetwork CreateActor(Scenario scenario, MethodSettings settings)
    {
        var users = scenario.Options.Users;
        var (state, action) = (users * UserFeatures.PerUser, 2 * users);
        return settings.Method switch
        {
            MethodSettings.Diffusion => new DenoisingActor(state, action, settings.Hidden, settings.ChainSteps),
            MethodSettings.Plain => new MlpActor(state, action, settings.Hidden),
            MethodSettings.Shared => new UserActor(users, UserFeatures.PerUser, settings.Hidden),
            _ => throw new ArgumentException($"There is no method '{settings.Method}'; there are {string.Join(", ", MethodSettings.Names)}.", nameof(settings)),
        };
    }

    public static Critic CreateCritic(Scenario scenario, MethodSettings settings) =>
        new(scenario.Options.Users, UserFeatures.PerUser, settings.Hidden, settings.Method == MethodSettings.Shared);
}
