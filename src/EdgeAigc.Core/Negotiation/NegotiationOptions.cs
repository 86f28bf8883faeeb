using System.ComponentModel.DataAnnotations;
using EdgeAigc.Core.Allocation;

namespace EdgeAigc.Core.Negotiation;

/// <summary>Settings of stage two.</summary>
public sealed class NegotiationOptions
{
    /// <summary>The policy that shares a slot, one of <see cref="SlotAllocatorNames"/>; the same on every node of a cluster.</summary>
    /// <value>Default <c>market</c>.</value>
    [Required]
    [AllowedValues(
        SlotAllocatorNames.Market, SlotAllocatorNames.Equal, SlotAllocatorNames.Fixed, SlotAllocatorNames.EarliestDeadline, SlotAllocatorNames.Genetic, SlotAllocatorNames.Learned,
        ErrorMessage = "There are market, equal, fixed, edf, genetic and t2drl.")]
    public string Policy { get; set; } = SlotAllocatorNames.Market;

    /// <summary>Length of a slot in seconds: how long bids are gathered while the device is busy. An idle device answers at once.</summary>
    /// <value>Default 0.02; from 0 to 10.</value>
    [Range(0.0, 10)]
    public double SlotSeconds { get; set; } = 0.02;

    /// <summary>T_ref: the delay in seconds that weighs as much as full quality.</summary>
    /// <value>Default 1; from 0.001 to 3,600.</value>
    [Range(0.001, 3600)]
    public double ReferenceSeconds { get; set; } = 1;

    /// <summary>Device seconds that the node commits ahead at most.</summary>
    /// <value>Default 10; from 0.01 to 3,600.</value>
    [Range(0.01, 3600)]
    public double HorizonSeconds { get; set; } = 10;

    /// <summary>Part of the expected time that a promise leaves open, for batches to fill and clocks to jitter.</summary>
    /// <value>Default 0.5; from 0 to 10.</value>
    [Range(0.0, 10)]
    public double PromiseMargin { get; set; } = 0.5;

    /// <summary>Time in seconds after which an offer lapses that nobody took.</summary>
    /// <value>Default 0.25; from 0.001 to 60.</value>
    [Range(0.001, 60)]
    public double OfferSeconds { get; set; } = 0.25;

    /// <summary>Requests without a deadline that wait for an offer; one more is refused.</summary>
    /// <value>Default 256; from 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int MaxWaitingBids { get; set; } = 256;

    /// <summary>Seconds of past demand that stand for the demand to come, when compute is priced beyond the slot; more where few requests
    /// came in them.</summary>
    /// <value>Default 0.5; from 0.1 to 600.</value>
    [Range(0.1, 600)]
    public double DemandSeconds { get; set; } = 0.5;

    /// <summary>Utility that a rejected request of weight 1 loses.</summary>
    /// <value>Default 1; from 0 to 1,000.</value>
    [Range(0.0, 1000)]
    public double RejectPenalty { get; set; } = 1;

    /// <summary>Preference α between quality and latency of requests that name none.</summary>
    /// <value>Default 0.1; from 0 to 1.</value>
    [Range(0.0, 1)]
    public double DefaultLatencyPreference { get; set; } = 0.1;

    /// <summary>First guess of the time of a step in seconds, for models without measured curves.</summary>
    /// <value>Default 0.05; from 0.00001 to 600.</value>
    [Range(0.00001, 600)]
    public double UncalibratedStepSeconds { get; set; } = 0.05;

    /// <summary>Weights of tenants; one that is not named has weight 1.</summary>
    public Dictionary<string, double> TenantWeights { get; } = new(StringComparer.Ordinal);

    /// <summary>Settings of the policies.</summary>
    public SlotAllocatorOptions Allocator { get; } = new();
}
