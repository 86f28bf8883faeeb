using ScottPlot;
using SkiaSharp;

namespace EdgeAigc.Diffusion.Calibration.Chart;

/// <summary>Gives charts a font that is built in (Roboto, Latin letters; SIL Open Font License beside it), because servers have none.</summary>
internal sealed class ChartFont : IFontResolver
{
    /// <summary>Name by which plots ask for it.</summary>
    public const string Name = "EdgeAigc.Roboto";

    private static readonly Lazy<string> Registered = new(Register);

    private ChartFont()
    {
    }

    /// <summary>Makes the font known to the plotting library, once a process, and sets it in a plot.</summary>
    public static void Use(Plot plot) => plot.Font.Set(Registered.Value);

    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
        fontName == Name ? SKTypeface.FromStream(typeof(ChartFont).Assembly.GetManifestResourceStream("Roboto.woff")!) : null;

    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        CreateTypeface(fontName, bold: false, italic: false);

    private static string Register()
    {
        Fonts.FontResolvers.Add(new ChartFont());
        return Name;
    }
}
