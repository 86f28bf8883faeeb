using SkiaSharp;

namespace EdgeAigc.Training.Data;

/// <summary>How a picture is changed before a network sees it, so that one name stands for many pictures.</summary>
/// <param name="Mirrored">Left and right swapped.</param>
/// <param name="Scale">Size, 1 for unchanged.</param>
/// <param name="Degrees">Rotation, clockwise.</param>
/// <param name="Right">Shift to the right in pixels.</param>
/// <param name="Down">Shift down in pixels.</param>
internal sealed record PictureVariant(bool Mirrored, float Scale, float Degrees, float Right, float Down)
{
    private static readonly string[] Sided = ["left", "right", "clockwise", "east", "west"];

    /// <summary>The picture as it is.</summary>
    public static PictureVariant Original { get; } = new(false, 1, 0, 0, 0);

    /// <summary>Draws variants of a picture, the first of which is the original.</summary>
    /// <param name="emoji">What it shows; names with a direction are never mirrored.</param>
    /// <param name="count">Variants.</param>
    /// <param name="strength">How much they differ in size, place and rotation; 1 is much.</param>
    /// <param name="random">Source of chance.</param>
    public static IReadOnlyList<PictureVariant> Draw(Emoji emoji, int count, float strength, Random random)
    {
        var sided = emoji.Name.Split(' ').Intersect(Sided).Any();
        return [Original, .. Enumerable.Range(1, count - 1).Select(index => new PictureVariant(
            !sided && index % 2 == 1, 1 - (0.3f * strength * (1 - random.NextSingle())), Around(12), Around(5), Around(5)))];

        float Around(float most) => strength * most * ((2 * random.NextSingle()) - 1);
    }

    /// <summary>The change as a matrix over a square picture.</summary>
    /// <param name="side">Its side in pixels.</param>
    public SKMatrix Matrix(float side)
    {
        var centre = side / 2;
        return SKMatrix.CreateTranslation(Right, Down)
            .PreConcat(SKMatrix.CreateRotationDegrees(Degrees, centre, centre))
            .PreConcat(SKMatrix.CreateScale(Mirrored ? -Scale : Scale, Scale, centre, centre));
    }
}
