using System.ComponentModel.DataAnnotations;

namespace EdgeAigc.Core.Allocation;

/// <summary>Settings of the stage-two policies.</summary>
public sealed class SlotAllocatorOptions
{
    /// <summary>Steps that <see cref="SlotAllocatorNames.Fixed"/> gives; a request without that level gets its next lower one, or its lowest.</summary>
    /// <value>Default 20; from 1 to 1,000.</value>
    [Range(1, 1000)]
    public int FixedSteps { get; set; } = 20;

    /// <summary>Weight file of <see cref="SlotAllocatorNames.Learned"/>.</summary>
    /// <value>Default empty: none.</value>
    public string Weights { get; set; } = "";

    /// <summary>Seed of <see cref="SlotAllocatorNames.Genetic"/>, and of the chance in <see cref="SlotAllocatorNames.Learned"/>.</summary>
    /// <value>Default 1.</value>
    public int Seed { get; set; } = 1;

    /// <summary>Population of <see cref="SlotAllocatorNames.Genetic"/>.</summary>
    /// <value>Default 40; from 4 to 10,000.</value>
    [Range(4, 10_000)]
    public int Population { get; set; } = 40;

    /// <summary>Generations of <see cref="SlotAllocatorNames.Genetic"/>.</summary>
    /// <value>Default 60; from 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int Generations { get; set; } = 60;
}
