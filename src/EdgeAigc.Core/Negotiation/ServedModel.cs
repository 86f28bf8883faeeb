using EdgeAigc.Core.Allocation;

namespace EdgeAigc.Core.Negotiation;

/// <summary>A model of the node: what was measured, how fast it runs now, and how many images of it are to be made.</summary>
internal sealed class ServedModel(ModelProfile profile, double uncalibratedStepSeconds)
{
    public ModelProfile Profile { get; } = profile;

    /// <summary>Its step levels.</summary>
    public StepQuality[] Levels { get; } = [.. profile.Levels];

    public ModelPace Pace { get; } = new(profile, uncalibratedStepSeconds);

    /// <summary>Images that are promised and not made yet.</summary>
    public int Images { get; set; }

    /// <summary>Bids for it in the slot that is decided.</summary>
    public int Bids { get; set; }

    /// <summary>τ in seconds for a bid: device time of one of its steps, when that many more images are made than are promised.</summary>
    public double StepSeconds(Bid bid, int more) => bid.Work * Pace.StepOf(Math.Max(1, Images + more)).Step;

    /// <summary>Time in seconds that one step of a bid lasts, however much of it others share. Above τ where images share their steps.</summary>
    public double StepDuration(Bid bid, int more) => bid.Work * Pace.StepOf(Math.Max(1, Images + more)).Duration;

    /// <summary>How long an image of a bid may take beyond its expected time, so that batches may grow to where they pay, in seconds.</summary>
    public double BatchAllowance(Bid bid, int steps, int more) => steps * Math.Max(0, (bid.Work * Pace.WorthwhileStepDuration) - StepDuration(bid, more));
}
