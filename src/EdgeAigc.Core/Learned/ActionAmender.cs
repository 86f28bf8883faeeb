namespace EdgeAigc.Core.Learned;

/// <summary>
/// Makes an action in [−1, 1] feasible. Steps: (a + 1) / 2 of each user's limit, scaled down where the sum exceeds the budget. Shares: the
/// least share and a softmax of temperature·a of the rest. The action holds the steps of all users, then the bandwidth of all.
/// </summary>
public static class ActionAmender
{
    private const double Tolerance = 1e-9;

    /// <summary>Steps that the action asks for, whole or not, before any budget.</summary>
    public static void Want(ReadOnlySpan<float> action, ReadOnlySpan<int> limits, Span<double> wanted)
    {
        for (var user = 0; user < limits.Length; user++)
            wanted[user] = (action[user] + 1) / 2.0 * limits[user];
    }

    /// <summary>Whole steps: those wanted, scaled down together where their sum exceeds the budget; the largest remainders are rounded up.</summary>
    /// <param name="wanted">What is wanted; is overwritten.</param>
    /// <param name="budget">Most steps together.</param>
    /// <param name="steps">Receives the steps.</param>
    public static void Fit(Span<double> wanted, int budget, Span<int> steps)
    {
        var sum = 0.0;
        foreach (var want in wanted)
            sum += want;
        var scale = sum > budget ? budget / sum : 1;
        var total = (int)Math.Floor((sum * scale) + Tolerance);
        for (var user = 0; user < steps.Length; user++)
        {
            wanted[user] *= scale;
            steps[user] = (int)Math.Floor(wanted[user]);
            total -= steps[user];
        }

        for (; total > 0; total--)
        {
            var most = 0;
            for (var user = 1; user < steps.Length; user++)
                most = wanted[user] - steps[user] > wanted[most] - steps[most] ? user : most;
            steps[most]++;
        }
    }

    /// <summary>Shares, which sum to 1.</summary>
    /// <param name="action">The action.</param>
    /// <param name="temperature">How far apart shares may be: their ratio is at most e^(2·temperature).</param>
    /// <param name="least">Least share of each.</param>
    /// <param name="shares">Receives the shares.</param>
    public static void Share(ReadOnlySpan<float> action, double temperature, double least, Span<double> shares)
    {
        var (users, weights) = (shares.Length, 0.0);
        for (var user = 0; user < users; user++)
        {
            shares[user] = Math.Exp(temperature * action[users + user]);
            weights += shares[user];
        }

        for (var user = 0; user < users; user++)
            shares[user] = least + ((1 - (users * least)) * shares[user] / weights);
    }
}
