using System.Net;
using System.Text;

namespace Cicerone.Cli.Reports;

/// <summary>Pieces of a page.</summary>
internal static class Html
{
    /// <summary>A text as it may stand in a page.</summary>
    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A table of texts; no head where every column is nameless.</summary>
    public static string Table(string[] columns, IEnumerable<string[]> rows)
    {
        var table = new StringBuilder("<table>\n");
        if (columns.Any(column => column.Length > 0)) table.Append("<tr>").AppendJoin("", columns.Select(column => $"<th>{Escape(column)}</th>")).Append("</tr>\n");
        foreach (string[] row in rows) table.Append("<tr>").AppendJoin("", row.Select(cell => $"<td>{Escape(cell)}</td>")).Append("</tr>\n");
        return table.Append("</table>").ToString();
    }

    /// <summary>A table whose rows have names and whose cells are set flush right.</summary>
    /// <param name="columns">Names of the columns of cells.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="first">Whether the first row is the one the table is about.</param>
    public static string Numbers(string[] columns, IEnumerable<(string Name, string[] Cells)> rows, bool first = false)
    {
        var table = new StringBuilder("<div class=\"wide\"><table>\n<tr><th></th>").AppendJoin("", columns.Select(column => $"<th class=\"number\">{Escape(column)}</th>")).Append("</tr>\n");
        string style = first ? " class=\"this\"" : "";
        foreach ((string name, string[] cells) in rows)
        {
            table.Append($"<tr{style}><td>{Escape(name)}</td>").AppendJoin("", cells.Select(cell => $"<td class=\"number\">{Escape(cell)}</td>")).Append("</tr>\n");
            style = "";
        }
        return table.Append("</table></div>").ToString();
    }
}
