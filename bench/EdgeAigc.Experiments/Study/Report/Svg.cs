using System.Globalization;
using System.Net;
using System.Text;

namespace EdgeAigc.Experiments.Study.Report;

/// <summary>A drawing as SVG text. Colours are names that the page gives a light and a dark value.</summary>
internal sealed class Svg
{
    private const int Colours = 12;

    private readonly StringBuilder _text = new();
    private readonly double _width;
    private readonly double _height;
    private readonly string _title;

    public Svg(double width, double height, string title) => (_width, _height, _title) = (width, height, title);

    /// <summary>Colour of a policy by its place in the study.</summary>
    public static string Colour(int index) => $"var(--c{index % Colours})";

    public void Line(double x1, double y1, double x2, double y2, string attributes) => Append($"<line x1='{x1:F1}' y1='{y1:F1}' x2='{x2:F1}' y2='{y2:F1}' {attributes}/>");

    public void Bar(double x, double y, double width, double height, string colour) =>
        Append($"<rect x='{x:F1}' y='{y:F1}' width='{Math.Max(0, width):F1}' height='{height:F1}' fill='{colour}'/>");

    public void Path(IEnumerable<(double X, double Y)> points, string attributes) =>
        Append($"<polyline points='{string.Join(' ', points.Select(point => FormattableString.Invariant($"{point.X:F1},{point.Y:F1}")))}' fill='none' {attributes}/>");

    public void Band(IEnumerable<(double X, double Y)> outline, string colour) =>
        Append($"<polygon points='{string.Join(' ', outline.Select(point => FormattableString.Invariant($"{point.X:F1},{point.Y:F1}")))}' fill='{colour}' opacity='0.18'/>");

    /// <summary>A text; anchor is start, middle or end.</summary>
    public void Text(double x, double y, string anchor, string text, string attributes = "") =>
        Append($"<text x='{x:F1}' y='{y:F1}' text-anchor='{anchor}' {attributes}>{WebUtility.HtmlEncode(text)}</text>");

    public void TurnedText(double x, double y, string text) =>
        Append($"<text transform='translate({x:F1},{y:F1}) rotate(-90)' text-anchor='middle'>{WebUtility.HtmlEncode(text)}</text>");

    /// <summary>A mark whose shape goes with the colour, so that lines can be told apart without it; hollow where the value needs a caveat.</summary>
    public void Mark(double x, double y, int index, bool isHollow)
    {
        var paint = isHollow ? $"fill='var(--paper)' stroke='{Colour(index)}' stroke-width='1.6'" : $"fill='{Colour(index)}' stroke='{Colour(index)}' stroke-width='1.6'";
        Append((index % 4) switch
        {
            0 => $"<circle cx='{x:F1}' cy='{y:F1}' r='3.4' {paint}/>",
            1 => $"<rect x='{x - 3.2:F1}' y='{y - 3.2:F1}' width='6.4' height='6.4' {paint}/>",
            2 => $"<path d='M{x:F1} {y - 4.2:F1}l4 7h-8z' {paint}/>",
            _ => (FormattableString)$"<path d='M{x:F1} {y - 4.4:F1}l4.4 4.4l-4.4 4.4l-4.4 -4.4z' {paint}/>",
        });
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"<svg viewBox='0 0 {_width:F0} {_height:F0}' width='{_width:F0}' height='{_height:F0}' role='img'><title>{WebUtility.HtmlEncode(_title)}</title>{_text}</svg>");

    private void Append(FormattableString text) => _text.Append(text.ToString(CultureInfo.InvariantCulture));
}
