namespace EdgeAigc.Client.Generate;

/// <summary>A picture's size in pixels.</summary>
internal sealed record PictureSize(int Width, int Height);
