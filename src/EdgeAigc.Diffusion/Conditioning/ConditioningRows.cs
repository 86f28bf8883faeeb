namespace EdgeAigc.Diffusion.Conditioning;

/// <summary>Rows of one request: [negative, positive] under classifier-free guidance, else [positive].</summary>
internal sealed record ConditioningRows(IReadOnlyList<ConditioningRow> Rows, float Guidance, float GuidanceRescale, int Tokens, int Width);
