using EdgeAigc.Training.Data;
using SkiaSharp;

namespace EdgeAigc.Training.Tests.Data;

public sealed class PictureVariantTests : IDisposable
{
    private static readonly SKRectI Square = new(20, 30, 28, 38);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Draw_AnyCount_BeginsWithTheOriginal()
    {
        Assert.Equal([PictureVariant.Original], Draw("dog", 1));
        Assert.Equal(PictureVariant.Original, Draw("dog", 8)[0]);
        Assert.True(PictureVariant.Original.Matrix(64).IsIdentity);
    }

    [Fact]
    public void Draw_SameSeed_GivesTheSameVariantsAndOtherSeedsOthers()
    {
        Assert.Equal(Draw("dog", 8, seed: 1), Draw("dog", 8, seed: 1));
        Assert.Empty(Draw("dog", 8, seed: 1).Skip(1).Intersect(Draw("dog", 8, seed: 2)));
        Assert.Distinct(Draw("dog", 8));
    }

    [Theory]
    [InlineData("left arrow")]
    [InlineData("hand pointing right")]
    [InlineData("clockwise vertical arrows")]
    [InlineData("globe showing east")]
    public void Draw_NameWithADirection_IsNeverMirrored(string name) =>
        Assert.DoesNotContain(Draw(name, 64), variant => variant.Mirrored);

    [Theory]
    [InlineData("dog")]
    [InlineData("leftovers")]
    public void Draw_NameWithoutADirection_IsMirroredInHalfOfTheVariants(string name) =>
        Assert.Equal(32, Draw(name, 64).Count(variant => variant.Mirrored));

    [Theory]
    [InlineData(1)]
    [InlineData(0.3)]
    public void Draw_ManyVariants_SpreadOverTheirRanges(double strength)
    {
        var variants = Draw("dog", 500, strength: (float)strength).Skip(1).ToList();

        AssertSpread(1 - (0.3 * strength), 1, variants.Select(variant => variant.Scale));
        AssertSpread(-12 * strength, 12 * strength, variants.Select(variant => variant.Degrees));
        AssertSpread(-5 * strength, 5 * strength, variants.Select(variant => variant.Right));
        AssertSpread(-5 * strength, 5 * strength, variants.Select(variant => variant.Down));
    }

    [Fact]
    public void Read_Original_LeavesTheSquareWhereItIs() => Assert.Equal(Square, Read(PictureVariant.Original));

    [Fact]
    public void Read_Mirrored_SwapsLeftAndRight() =>
        Assert.Equal(new SKRectI(36, 30, 44, 38), Read(PictureVariant.Original with { Mirrored = true }));

    [Fact]
    public void Read_Shifted_MovesRightAndDown() =>
        Assert.Equal(new SKRectI(23, 25, 31, 33), Read(PictureVariant.Original with { Right = 3, Down = -5 }));

    [Fact]
    public void Read_Scaled_ShrinksTowardsTheMiddle() =>
        Assert.Equal(new SKRectI(26, 31, 30, 35), Read(PictureVariant.Original with { Scale = 0.5f }));

    // Clockwise about the middle: (−12, −2)…(−4, 6) goes to (−6, −12)…(2, −4).
    [Fact]
    public void Read_Rotated_TurnsClockwise() =>
        Assert.Equal(new SKRectI(26, 20, 34, 28), Read(PictureVariant.Original with { Degrees = 90 }));

    [Fact]
    public void Read_AllTogether_MirrorsThenTurnsThenShifts() =>
        Assert.Equal(new SKRectI(31, 36, 39, 44), Read(new(Mirrored: true, Scale: 1, Degrees: 90, Right: 5, Down: 0)));

    private static IReadOnlyList<PictureVariant> Draw(string name, int count, int seed = 1, float strength = 1) =>
        PictureVariant.Draw(new(name, [], "none"), count, strength, new System.Random(seed));

    private static void AssertSpread(double from, double to, IEnumerable<float> values)
    {
        var margin = 0.05 * (to - from);
        Assert.InRange(values.Min(), from - 1e-6, from + margin);
        Assert.InRange(values.Max(), to - margin, to + 1e-6);
    }

    // Where the square is in the picture that was read: a resampled pixel counts if more than half of it is the square.
    private SKRectI Read(PictureVariant variant)
    {
        using (var picture = new SKBitmap(new SKImageInfo(64, 64, SKColorType.Rgba8888, SKAlphaType.Premul)))
        {
            picture.Erase(SKColors.Transparent);
            picture.Erase(SKColors.Red, Square);
            using var file = File.Create(_folder.File("square.png"));
            picture.Encode(file, SKEncodedImageFormat.Png, 100);
        }

        using var read = Pictures.Read([(_folder.File("square.png"), variant)]);
        var green = read.select(0, 0).select(0, 1).contiguous().data<float>().ToArray();
        var inside = Enumerable.Range(0, green.Length).Where(index => green[index] < 0).ToList();
        return new(
            inside.Min(index => index % 64), inside.Min(index => index / 64), inside.Max(index => index % 64) + 1, inside.Max(index => index / 64) + 1);
    }
}
