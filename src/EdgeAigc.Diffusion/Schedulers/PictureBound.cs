namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>Bound of one predicted picture.</summary>
/// <param name="Limit">Largest magnitude that is kept.</param>
/// <param name="Divisor">What is divided by afterwards.</param>
internal readonly record struct PictureBound(float Limit, float Divisor)
{
    /// <summary>Bounds a value of the picture.</summary>
    public float Apply(float value) => Math.Clamp(value, -Limit, Limit) / Divisor;
}
