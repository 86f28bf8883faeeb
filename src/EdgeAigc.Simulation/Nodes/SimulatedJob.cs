using EdgeAigc.Core.Negotiation;

namespace EdgeAigc.Simulation.Nodes;

/// <summary>An image that a simulated node has promised.</summary>
/// <param name="request">The request.</param>
/// <param name="offer">What was promised.</param>
/// <param name="promise">The promise, when stage two keeps one; its steps may rise until the device begins.</param>
/// <param name="order">Place in the order of acceptance.</param>
internal sealed class SimulatedJob(ISimulatedRequest request, Offer offer, Commitment? promise, long order)
{
    public ISimulatedRequest Request { get; } = request;

    public Offer Offer { get; } = offer;

    public Commitment? Promise { get; } = promise;

    public long Order { get; } = order;

    /// <summary>By when the device should be done with it; infinite when nothing presses.</summary>
    public double Due => Promise?.Due ?? double.PositiveInfinity;

    /// <summary>When its result was expected to have left, in seconds from its arrival.</summary>
    public double ExpectedSeconds => Offer.ExpectedSeconds;

    /// <summary>Steps that it will make; fixed when it begins.</summary>
    public int Steps { get; private set; }

    public int StepsDone { get; private set; }

    /// <summary>Device time of the steps it took part in, and of what is besides, in seconds.</summary>
    public double DeviceSeconds { get; set; }

    /// <summary>Its part of that: the time of each step over the images that shared it.</summary>
    public double OwnSeconds { get; set; }

    /// <summary>Sum over its steps of the images in their batches.</summary>
    public long ImagesInBatches { get; private set; }

    /// <summary>When the device was done with it.</summary>
    public double ReadyTime { get; set; }

    public int StepsLeft => Steps == 0 ? Promise?.Steps ?? Offer.Steps : Steps - StepsDone;

    /// <summary>A step begins that takes that long in a batch of that many.</summary>
    public void BeginStep(double seconds, int images)
    {
        if (Steps == 0)
        {
            Steps = StepsLeft;
            Promise?.Begin(Steps);
        }

        DeviceSeconds += seconds;
        OwnSeconds += seconds / images;
        ImagesInBatches += images;
    }

    public void EndStep()
    {
        StepsDone++;
        Promise?.Step(StepsLeft);
    }
}
