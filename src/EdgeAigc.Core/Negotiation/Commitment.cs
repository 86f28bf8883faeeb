namespace EdgeAigc.Core.Negotiation;

/// <summary>An offer that was made, and from its acceptance on a promise to keep. Times are in seconds on the node's clock.</summary>
public sealed class Commitment
{
    private int _steps;

    internal Commitment(PendingBid pending, Offer offer, double expected, double expectedOnLink)
    {
        (Bid, Model, Offer, Arrival, _steps, StepsLeft) = (pending.Bid, pending.Model, offer, pending.Arrival, offer.Steps, offer.Steps);
        (Expected, ExpectedOnLink) = (expected, expectedOnLink);
        Due = expected + offer.FinishSeconds - offer.ExpectedSeconds;
    }

    /// <summary>The bid.</summary>
    public Bid Bid { get; }

    /// <summary>The offer.</summary>
    public Offer Offer { get; }

    /// <summary>When the bid arrived.</summary>
    public double Arrival { get; }

    /// <summary>By when the result must be ready for delivery.</summary>
    public double Due { get; }

    /// <summary>When the result is expected to be ready. Newcomers may not delay it further: what the promise leaves open beyond is for
    /// batches and for what nobody foresees.</summary>
    public double Expected { get; }

    /// <summary>Denoising steps it will get: at least those of the offer. May be read from any thread.</summary>
    public int Steps => Volatile.Read(ref _steps);

    /// <summary>Steps that are not made yet.</summary>
    public int StepsLeft { get; internal set; }

    /// <summary>Time that the delivery takes at the offered rate.</summary>
    public double DeliverySeconds => Bid.PayloadBits > 0 ? Bid.PayloadBits / Offer.RateBitsPerSecond : 0;

    /// <summary>Whether the offer was accepted.</summary>
    public bool IsAccepted { get; internal set; }

    /// <summary>Whether the device has begun with it, so that its steps are fixed.</summary>
    public bool HasStarted { get; internal set; }

    /// <summary>Whether the device is done with it; the result may still be on its way.</summary>
    public bool IsReady { get; internal set; }

    /// <summary>Its model.</summary>
    internal ServedModel Model { get; }

    /// <summary>Device seconds that it still needs.</summary>
    internal double SecondsLeft => IsReady ? 0 : Model.Pace.FixedSeconds + (StepsLeft * Model.StepSeconds(Bid, 0));

    /// <summary>When its delivery is expected to begin.</summary>
    internal double ExpectedOnLink { get; }

    /// <summary>When an offer lapses that was not accepted.</summary>
    internal double Lapse => Arrival + Offer.LapseSeconds;

    /// <summary>The device begins with it; its steps are fixed from now on.</summary>
    /// <param name="steps">Denoising steps that it will make.</param>
    public void Begin(int steps) => (HasStarted, StepsLeft) = (true, steps);

    /// <summary>A step was made.</summary>
    /// <param name="stepsLeft">Steps that are left.</param>
    public void Step(int stepsLeft) => StepsLeft = stepsLeft;

    internal void Raise(int steps)
    {
        StepsLeft += steps - _steps;
        Volatile.Write(ref _steps, steps);
    }
}
