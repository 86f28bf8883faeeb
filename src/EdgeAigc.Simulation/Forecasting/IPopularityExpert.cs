namespace EdgeAigc.Simulation.Forecasting;

/// <summary>A forecast of popularity out of past counts.</summary>
internal interface IPopularityExpert
{
    /// <summary>Takes in the counts of a frame.</summary>
    void Observe(int state, int[] counts);

    /// <summary>Probability of each model in a state.</summary>
    double[] Forecast(int state);
}
