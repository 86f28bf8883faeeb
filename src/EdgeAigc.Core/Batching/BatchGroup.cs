namespace EdgeAigc.Core.Batching;

/// <summary>Requests that one batch can hold: of one model, one size and, where the model wants it, one timestep. Made to be filled
/// again for every step without allocating.</summary>
public sealed class BatchGroup
{
    /// <summary>The requests.</summary>
    public List<BatchCandidate> Candidates { get; } = [];

    /// <summary>Step times of the model at that size.</summary>
    public StepTimes Times { get; set; } = new();

    /// <summary>Rows that a batch may have, by memory.</summary>
    public int MaxSamples { get; set; } = int.MaxValue;

    /// <summary>The candidates by urgency: urgency, order of arrival, index.</summary>
    internal List<(double Urgency, long Order, int Index)> Ranking { get; } = [];
}
