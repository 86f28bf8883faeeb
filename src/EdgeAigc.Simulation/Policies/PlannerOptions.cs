using System.ComponentModel.DataAnnotations;

namespace EdgeAigc.Simulation.Policies;

/// <summary>Settings of <see cref="PlannedCache"/>.</summary>
public sealed class PlannerOptions
{
    /// <summary>Slots that are drawn from the forecast to value the sets.</summary>
    [Range(1, 10_000)]
    public int SampleSlots { get; set; } = 64;

    /// <summary>Frames over which a load must pay.</summary>
    [Range(1, 1000)]
    public double PaybackFrames { get; set; } = 4;

    /// <summary>Seed of the drawn slots; they are the same in every frame, so that a set does not win by chance.</summary>
    public int Seed { get; set; } = 1;
}
