using EdgeAigc.Core.Negotiation;

namespace EdgeAigc.Simulation.Nodes;

/// <summary>A promise on the simulated device.</summary>
/// <param name="arrival">The request.</param>
/// <param name="promise">What was promised.</param>
/// <param name="order">Place in the order of acceptance.</param>
internal sealed class SimulatedJob(Arrival arrival, Commitment promise, long order)
{
    public Arrival Arrival { get; } = arrival;

    public Commitment Promise { get; } = promise;

    public long Order { get; } = order;

    /// <summary>Steps that it will make; fixed when it begins.</summary>
    public int Steps { get; set; }

    public int StepsDone { get; set; }

    /// <summary>Device time of the steps it took part in, and of what is besides, in seconds.</summary>
    public double DeviceSeconds { get; set; }

    /// <summary>Sum over its steps of the images in their batches.</summary>
    public long ImagesInBatches { get; set; }

    public int StepsLeft => Steps == 0 ? Promise.Steps : Steps - StepsDone;
}
