using EdgeAigc.Simulation.PaperScenario;
using static TorchSharp.torch;

namespace EdgeAigc.Training.TwoTimescale.Networks;

/// <summary>The amender as tensor operations, so that gradients reach the action through what is executed. Steps stay fractions here.</summary>
internal sealed class TensorAmender(Scenario scenario, double temperature)
{
    private readonly int _users = scenario.Options.Users;
    private readonly double _unit = scenario.Models.Max(model => model.BestLevel);

    /// <summary>What is executed [B, 2I]: steps over the greatest best level, then the logarithm of share·I.</summary>
    /// <param name="actions">[B, 2I].</param>
    /// <param name="caps">Most steps of each user [B, I].</param>
    public Tensor Execute(Tensor actions, Tensor caps)
    {
        var parts = actions.split(_users, dim: 1);
        var wanted = (parts[0] + 1) * caps / 2;
        var scale = (scenario.Options.StepBudget / (wanted.sum(1, keepdim: true) + 1e-6)).clamp_max(1);
        var least = scenario.Options.MinShare;
        var shares = least + ((1 - (_users * least)) * nn.functional.softmax(parts[1] * temperature, 1));
        return cat([wanted * scale / _unit, (shares * _users).log()], 1);
    }
}
