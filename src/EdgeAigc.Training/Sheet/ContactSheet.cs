using SkiaSharp;

namespace EdgeAigc.Training.Sheet;

/// <summary>Labelled pictures in rows of eight, at twice their size.</summary>
internal static class ContactSheet
{
    private const int Columns = 8;
    private const int Side = 128;
    private const int LabelLines = 2;
    private const int Gap = 6;
    private const int CellWidth = Side + Gap;
    private const int CellHeight = Side + (LabelLines * Lettering.LineHeight) + Gap;

    /// <summary>Draws a sheet.</summary>
    /// <param name="pictures">Captions and PNG files, in reading order.</param>
    /// <returns>The sheet as a PNG file.</returns>
    public static byte[] Draw(IReadOnlyList<(string Caption, byte[] Png)> pictures)
    {
        var rows = (pictures.Count + Columns - 1) / Columns;
        using var sheet = new SKBitmap((Columns * CellWidth) + Gap, (rows * CellHeight) + Gap, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using (var canvas = new SKCanvas(sheet))
        {
            canvas.Clear(SKColors.White);
            for (var index = 0; index < pictures.Count; index++)
            {
                using var picture = SKImage.FromEncodedData(pictures[index].Png);
                var (left, top) = Place(index);
                canvas.DrawImage(picture, SKRect.Create(left, top, Side, Side), new SKSamplingOptions(SKFilterMode.Nearest));
            }
        }

        for (var index = 0; index < pictures.Count; index++)
        {
            var (left, top) = Place(index);
            Lettering.Draw(sheet, pictures[index].Caption, left, top + Side + 1, Side, LabelLines);
        }

        using var encoded = sheet.Encode(SKEncodedImageFormat.Png, 100);
        return encoded.ToArray();
    }

    private static (int Left, int Top) Place(int index) =>
        (Gap + (index % Columns * CellWidth), Gap + (index / Columns * CellHeight));
}
