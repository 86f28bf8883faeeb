namespace EdgeAigc.Core.Learned;

/// <summary>A named array of weights.</summary>
/// <param name="Shape">Its lengths; a matrix has rows (outputs) and columns (inputs).</param>
/// <param name="Values">Row by row.</param>
public sealed record PolicyTensor(int[] Shape, float[] Values);
