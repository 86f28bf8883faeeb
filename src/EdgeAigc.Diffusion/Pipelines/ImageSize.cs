namespace EdgeAigc.Diffusion.Pipelines;

/// <summary>Size of a picture in pixels.</summary>
internal readonly record struct ImageSize(int Width, int Height)
{
    public override string ToString() => $"{Width} × {Height}";
}
