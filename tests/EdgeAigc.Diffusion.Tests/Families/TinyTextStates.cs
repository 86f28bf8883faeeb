namespace EdgeAigc.Diffusion.Tests.Families;

/// <summary>What a tiny text encoder gives for one text, in double precision.</summary>
/// <param name="Layers">Hidden states 0 to N, each [S, W].</param>
/// <param name="Last">The last ones, normalised, [S, W].</param>
/// <param name="Pooled">The text as a whole: [W], or [P] behind a projection.</param>
internal sealed record TinyTextStates(double[][] Layers, double[] Last, double[] Pooled);
