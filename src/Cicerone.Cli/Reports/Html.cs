using System.Net;
using System.Text;

namespace Cicerone.Cli.Reports;

/// <summary>Pieces of a page.</summary>
internal static class Html
{
    /// <summary>A whole page that needs no other file.</summary>
    public static string Page(string title, string body) => $$"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{Escape(title)}}</title>
        <style>
        body { font: 16px/1.5 system-ui, sans-serif; color: #1d2430; background: #fff; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
        h1, h2 { font-weight: 600; line-height: 1.2; }
        table { border-collapse: collapse; margin: 1rem 0; }
        th, td { padding: .25rem .75rem; text-align: left; border-bottom: 1px solid #d8dde6; vertical-align: top; overflow-wrap: anywhere; }
        td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
        tr.this td { font-weight: 600; }
        figure { margin: 1.5rem 0; } figure svg { max-width: 100%; height: auto; }
        .wide { overflow-x: auto; }
        </style>
        </head>
        <body>
        <h1>{{Escape(title)}}</h1>
        {{body}}
        </body>
        </html>
        """;

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
