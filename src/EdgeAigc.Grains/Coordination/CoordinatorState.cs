using System.Collections.Immutable;
using EdgeAigc.Contracts.Coordination;

namespace EdgeAigc.Grains.Coordination;

/// <summary>What outlives the Coordinator.</summary>
internal sealed record CoordinatorState
{
    /// <summary>Name of the storage that keeps it.</summary>
    public const string Storage = "coordination";

    private const int Frames = 100;

    /// <summary>Epoch of the plan. Rises with each plan, and with each start of the Coordinator.</summary>
    public long Epoch { get; init; }

    /// <summary>The plan.</summary>
    public ImmutableArray<PlannedCopy> Copies { get; init; } = [];

    /// <summary>What operators pinned.</summary>
    public ImmutableArray<ModelPin> Pins { get; init; } = [];

    /// <summary>The last hundred frames, the newest last.</summary>
    public ImmutableArray<FrameSummary> History { get; init; } = [];

    /// <summary>The state after a frame.</summary>
    public CoordinatorState With(FrameDecision decision, FrameSummary frame) => this with
    {
        Epoch = frame.Epoch,
        Copies = decision.Copies,
        History = [.. History.Skip(Math.Max(0, History.Length + 1 - Frames)), frame],
    };
}
