using EdgeAigc.Simulation.PaperScenario;
using TorchSharp;
using static TorchSharp.torch;

namespace EdgeAigc.Training.TwoTimescale.Networks;

/// <summary>The amender as tensor operations, so that gradients reach the action through what is executed. Steps stay fractions here.</summary>
/// <remarks>The numbers are kept as torch's scalars: a number that is converted for one call may be collected, and so freed, while native code still
/// reads it.</remarks>
internal sealed class TensorAmender(Scenario scenario, double temperature)
{
    private readonly int _users = scenario.Options.Users;
    private readonly Scalar _one = 1;
    private readonly Scalar _half = 0.5;
    private readonly Scalar _tiny = 1e-6;
    private readonly Scalar _unit = (double)scenario.Models.Max(model => model.BestLevel);
    private readonly Scalar _budget = scenario.Options.StepBudget;
    private readonly Scalar _temperature = temperature;
    private readonly Scalar _least = scenario.Options.MinShare;
    private readonly Scalar _rest = 1 - (scenario.Options.Users * scenario.Options.MinShare);
    private readonly Scalar _userCount = scenario.Options.Users;

    /// <summary>What is executed [B, 2I]: steps over the greatest best level, then the logarithm of share·I.</summary>
    /// <param name="actions">[B, 2I].</param>
    /// <param name="caps">Most steps of each user [B, I].</param>
    public Tensor Execute(Tensor actions, Tensor caps)
    {
        var parts = actions.split(_users, dim: 1);
        var wanted = parts[0].add(_one) * caps.mul(_half);
        var scale = wanted.sum(1, keepdim: true).add(_tiny).reciprocal().mul(_budget).clamp_max(_one);
        var shares = nn.functional.softmax(parts[1].mul(_temperature), 1).mul(_rest).add(_least);
        return cat([(wanted * scale).div(_unit), shares.mul(_userCount).log()], 1);
    }
}
