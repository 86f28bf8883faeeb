using System.Net;
using System.Text;

namespace EdgeAigc.Experiments.Study.Report;

/// <summary>A table as HTML text.</summary>
internal sealed class Table(params IEnumerable<string> head)
{
    private readonly StringBuilder _text = new($"<div class='wide'><table><tr>{string.Concat(head.Select(cell => $"<th>{WebUtility.HtmlEncode(cell)}</th>"))}</tr>");

    public void Row(bool isReference, params IEnumerable<string> cells) =>
        _text.Append(isReference ? "<tr class='reference'>" : "<tr>").AppendJoin("", cells.Select(cell => $"<td>{WebUtility.HtmlEncode(cell)}</td>")).Append("</tr>");

    public override string ToString() => $"{_text}</table></div>";
}
