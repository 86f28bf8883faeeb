using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Simulation.Learned;

/// <summary>
/// Makes an action in [−1, 1] feasible. Steps: (a + 1) / 2 of the best level for cached models, scaled down where the sum exceeds the
/// budget. Shares: the least share and a softmax of temperature·a of the rest.
/// </summary>
public sealed class ActionAmender
{
    private readonly Scenario _scenario;
    private readonly double[] _wanted;

    /// <summary>An amender.</summary>
    /// <param name="scenario">Where.</param>
    /// <param name="temperature">How far apart shares may be: their ratio is at most e^(2·temperature).</param>
    public ActionAmender(Scenario scenario, double temperature)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        (_scenario, Temperature, _wanted) = (scenario, temperature, new double[scenario.Options.Users]);
    }

    /// <summary>Factor of the action in the softmax.</summary>
    public double Temperature { get; }

    /// <summary>Most steps of a user: the best level of a cached model, else 0.</summary>
    public int Cap(Slot slot, ModelSet cache, int user)
    {
        ArgumentNullException.ThrowIfNull(slot);
        return cache.Contains(slot.Models[user]) ? _scenario.Models[slot.Models[user]].BestLevel : 0;
    }

    /// <summary>Turns an action into a decision.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="cache">What is cached.</param>
    /// <param name="action">Steps of each user, then bandwidth of each.</param>
    /// <param name="steps">Receives the steps.</param>
    /// <param name="shares">Receives the shares.</param>
    public void Amend(Slot slot, ModelSet cache, ReadOnlySpan<float> action, Span<int> steps, Span<double> shares)
    {
        var (users, sum, weights) = (steps.Length, 0.0, 0.0);
        for (var user = 0; user < users; user++)
        {
            _wanted[user] = (action[user] + 1) / 2.0 * Cap(slot, cache, user);
            sum += _wanted[user];
            shares[user] = Math.Exp(Temperature * action[users + user]);
            weights += shares[user];
        }

        var scale = sum > _scenario.Options.StepBudget ? _scenario.Options.StepBudget / sum : 1;
        RoundByLargestRemainder(scale, (int)Math.Floor((sum * scale) + 1e-9), steps);
        var least = _scenario.Options.MinShare;
        for (var user = 0; user < users; user++)
            shares[user] = least + ((1 - (users * least)) * shares[user] / weights);
    }

    // Whole steps with the wanted sum: the largest remainders are rounded up.
    private void RoundByLargestRemainder(double scale, int total, Span<int> steps)
    {
        for (var user = 0; user < steps.Length; user++)
        {
            _wanted[user] *= scale;
            steps[user] = (int)Math.Floor(_wanted[user]);
            total -= steps[user];
        }

        for (; total > 0; total--)
        {
            var most = 0;
            for (var user = 1; user < steps.Length; user++)
                most = _wanted[user] - steps[user] > _wanted[most] - steps[most] ? user : most;
            steps[most]++;
        }
    }
}
