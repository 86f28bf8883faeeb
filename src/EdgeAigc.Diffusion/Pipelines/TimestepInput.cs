using EdgeAigc.Diffusion.Onnx;

namespace EdgeAigc.Diffusion.Pipelines;

/// <summary>How a network wants its timestep.</summary>
internal sealed class TimestepInput
{
    private readonly int _rank;
    private readonly int? _length;

    /// <param name="timestep">The input as the model declares it; null when there is none.</param>
    /// <param name="sample">The latents as the model declares them.</param>
    public TimestepInput(TensorDeclaration? timestep, TensorDeclaration? sample)
    {
        _rank = timestep?.Dimensions.Count ?? 0;
        _length = timestep?.FixedDimension(0);
        // Open under another name than the batch, as "steps" in exports: the network was traced with one number for all rows.
        IsPerSample = timestep is null
            || (_rank > 0 && _length is null && timestep.Symbols[0].Length > 0 && timestep.Symbols[0] == sample?.Symbols[0]);
    }

    /// <summary>Whether every row of a batch may be at a timestep of its own.</summary>
    public bool IsPerSample { get; }

    /// <summary>Numbers that a batch is told.</summary>
    public int LengthFor(int rows) => IsPerSample ? rows : _length ?? 1;

    /// <summary>The shape for a batch.</summary>
    public long[] ShapeFor(int rows) => _rank == 0 ? [] : [LengthFor(rows)];
}
