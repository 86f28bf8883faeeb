namespace EdgeAigc.Core.Workload;

/// <summary>How good forecasts were: the mean pinball loss of their 10, 50 and 90 % quantiles, and beside it what the last count would
/// have lost if it had been taken for all three.</summary>
public sealed class ForecastScore
{
    private static readonly double[] Probabilities = [0.1, 0.5, 0.9];

    /// <summary>Forecasts scored.</summary>
    public int Forecasts { get; private set; }

    /// <summary>Summed loss in requests.</summary>
    public double Loss { get; private set; }

    /// <summary>Summed loss in requests of the last counts.</summary>
    public double LastValueLoss { get; private set; }

    /// <summary>Scores one forecast.</summary>
    /// <param name="forecast">The forecast.</param>
    /// <param name="periodSeconds">Length of the period, above 0.</param>
    /// <param name="last">Requests that the period would bring at the rate of the last one.</param>
    /// <param name="came">Requests that it brought.</param>
    public void Add(DemandForecast forecast, double periodSeconds, double last, int came)
    {
        Forecasts++;
        foreach (var probability in Probabilities)
        {
            Loss += PinballLoss.Of(probability, forecast.Quantile(probability, periodSeconds), came) / Probabilities.Length;
            LastValueLoss += PinballLoss.Of(probability, last, came) / Probabilities.Length;
        }
    }
}
