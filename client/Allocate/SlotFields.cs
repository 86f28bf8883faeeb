namespace EdgeAigc.Client.Allocate;

/// <summary>The fields of a slot's problem file. docs/formats.md tells the same in words.</summary>
internal static class SlotFields
{
    public const string Node = "node";
    public const string Requests = "requests";
    public const string Id = "id";
    public const string Quality = "quality";

    public static readonly NumberField Egress = new("egressBitsPerSecond", "Capacity of the node's link, bits per second.") { IsAbove = true };
    public static readonly NumberField Compute = new("computeSeconds", "Compute that the slot may commit, seconds.");
    public static readonly NumberField Reference = new("referenceSeconds", "Delay that weighs as much as full quality, seconds.") { IsAbove = true };

    public static readonly NumberField Weight = new("weight", "What the request counts for.");
    public static readonly NumberField LatencyPreference = new("latencyPreference", "0: only quality counts; 1: only latency counts.") { Maximum = 1 };
    public static readonly NumberField Wait = new("waitSeconds", "Time before the first step, seconds.");
    public static readonly NumberField Fixed = new("fixedSeconds", "Time besides the steps, seconds.");
    public static readonly NumberField Step = new("stepSeconds", "Time of one step, seconds.");
    public static readonly NumberField Payload = new("payloadBits", "Size of the result, bits.");
    public static readonly NumberField MaxRate = new("maxRateBitsPerSecond", "Most that its client can take, bits per second; null: no limit.") { IsAbove = true, IsOptional = true };
    public static readonly NumberField Deadline = new("deadlineSeconds", "Time by which it must be finished, seconds; null: none.") { IsOptional = true };
    public static readonly NumberField Reject = new("rejectUtility", "Utility when it is rejected.") { Minimum = double.NegativeInfinity };

    /// <summary>Second place of a quality level; the first one is its steps.</summary>
    public static readonly NumberField Level = new("quality", "Quality at those steps.") { Maximum = 1 };

    public static readonly IReadOnlyList<NumberField> NodeNumbers = [Egress, Compute, Reference];
    public static readonly IReadOnlyList<NumberField> RequestNumbers = [Weight, LatencyPreference, Wait, Fixed, Step, Payload, MaxRate, Deadline, Reject];
}
