namespace EdgeAigc.Core.Batching;

/// <summary>A request that could be part of the next step of its model.</summary>
/// <param name="Samples">Rows it takes in the batch: 2 under classifier-free guidance, else 1.</param>
/// <param name="StepsLeft">Evaluations of the network until its latents are done.</param>
/// <param name="SecondsLeft">Time until its deadline in seconds, less what has to follow its last step; infinite without a deadline.</param>
/// <param name="PatienceLeft">Time in seconds after which it must not be passed over any more, deadline or not.</param>
/// <param name="Order">Place in the order of arrival.</param>
public readonly record struct BatchCandidate(int Samples, int StepsLeft, double SecondsLeft, double PatienceLeft, long Order)
{
    /// <summary>Time in seconds that it could wait and still meet its deadline, were it alone from now on.</summary>
    /// <param name="times">Step times of its model.</param>
    public double Slack(StepTimes times)
    {
        ArgumentNullException.ThrowIfNull(times);
        return SecondsLeft - (StepsLeft * times.Expected(Samples));
    }
}
