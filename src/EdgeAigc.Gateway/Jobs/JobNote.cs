namespace EdgeAigc.Gateway.Jobs;

/// <summary>What a job's reply needs of its request.</summary>
/// <param name="QualityName">Quality as the caller named it.</param>
/// <param name="FormatName">Name of the file format.</param>
/// <param name="IsUrl">Whether the caller wants addresses of the images instead of the images.</param>
internal sealed record JobNote(string QualityName, string FormatName, bool IsUrl);
