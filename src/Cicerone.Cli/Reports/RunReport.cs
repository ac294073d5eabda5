using System.Net;
using System.Text;
using Cicerone.Evaluation;
using Cicerone.Metrics;
using Cicerone.Protocols;

namespace Cicerone.Cli.Reports;

/// <summary><c>report.html</c> of a run: one self-contained file with figures, plots and all that decides them.</summary>
internal static class RunReport
{
    /// <summary>Writes the report of an experiment.</summary>
    public static void Write(string path, ExperimentResult result) => File.WriteAllText(path, Page(result));

    private static string Page(ExperimentResult result)
    {
        string title = $"{result.Card.Algorithm} on {result.Provenance.Name}";
        return $$"""
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
            th, td { padding: .25rem .75rem; text-align: left; border-bottom: 1px solid #d8dde6; vertical-align: top; }
            td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
            tr.this td { font-weight: 600; }
            figure { margin: 1.5rem 0; } figure svg { max-width: 100%; height: auto; }
            .wide { overflow-x: auto; }
            code { overflow-wrap: anywhere; }
            </style>
            </head>
            <body>
            <h1>{{Escape(title)}}</h1>
            <p>Tested once on {{result.Test.People.Count:N0}} people, every one of the {{result.Test.Candidates:N0}} items ranked for each.
            Figures are means over people. Differences between rows are not tested for significance here.</p>
            {{Figures(result)}}
            <figure>{{Plots.ByCutoff(result, "ndcg")}}<figcaption>NDCG at each cutoff, beside the baselines.</figcaption></figure>
            <figure>{{Plots.ByCutoff(result, "recall")}}<figcaption>Recall at each cutoff, beside the baselines.</figcaption></figure>
            <figure>{{Plots.People(result)}}<figcaption>How well single people are served: a mean hides them.</figcaption></figure>
            <h2>What decides the figures</h2>
            {{Facts(result)}}
            <h2>Definitions</h2>
            {{Table(["metric", "definition"], RankingMetric.All.Select(metric => new[] { metric.Name + "@k", metric.Definition }))}}
            </body>
            </html>
            """;
    }

    private static string Figures(ExperimentResult result)
    {
        IReadOnlyList<string> keys = result.Test.Keys;
        var table = new StringBuilder("<div class=\"wide\"><table>\n<tr><th></th>");
        foreach (string key in keys) table.Append($"<th class=\"number\">{key}</th>");
        table.Append("</tr>\n");
        Row($"{result.Card.Algorithm}, test", result.Test.Means, " class=\"this\"");
        if (result.Validation is { } validation) Row($"{result.Card.Algorithm}, validation", validation.Means, "");
        foreach (Baseline baseline in result.Baselines) Row($"baseline {baseline.Algorithm}, test", baseline.Test, "");
        return table.Append("</table></div>").ToString();

        void Row(string name, IReadOnlyDictionary<string, double> means, string style)
        {
            table.Append($"<tr{style}><td>{Escape(name)}</td>");
            foreach (string key in keys) table.Append($"<td class=\"number\">{means[key]:0.0000}</td>");
            table.Append("</tr>\n");
        }
    }

    private static string Facts(ExperimentResult result)
    {
        SplitRules rules = result.Split.Rules;
        return Table(["", ""],
        [
            ["Data", $"{result.Provenance.Name}: {result.Split.Train.Users.Count:N0} people, {result.Split.Train.Items.Count:N0} items"],
            ["SHA-256", result.Provenance.Sha256.Length == 0 ? "made in memory" : result.Provenance.Sha256],
            ["Bad rows left out", $"{result.Provenance.BadRows:N0}"],
            ["Protocol", result.Split.Protocol],
            ["Events", $"{result.Split.Train.Count:N0} train, {result.Split.Valid.Count:N0} validation, {result.Split.Test.Count:N0} test"],
            ["History when tested", string.Join(", ", rules.History).ToLowerInvariant()],
            ["Masked when tested", string.Join(", ", rules.Mask).ToLowerInvariant()],
            ["Test answers that are masked", $"{result.Test.Unreachable:N0} (no model can find them)"],
            ["Ranking", $"full: {result.Test.Candidates:N0} candidates"],
            ["Ties", "higher score first, then a seeded hash of the item's id, drawn for each query"],
            ["Split fingerprint", result.Card.ProtocolFingerprint],
            ["Options", string.Join(", ", result.Card.Options.Select(option => $"{option.Key}={option.Value}"))],
            ["Seed", $"{result.Card.Seed}"],
            ["Time", $"fit {result.FitTime.TotalSeconds:0.00} s, test {result.TestTime.TotalSeconds:0.00} s"],
            ["Version", $"Cicerone {result.Card.Version}"],
        ]);
    }

    private static string Table(string[] columns, IEnumerable<string[]> rows)
    {
        var table = new StringBuilder("<table>\n");
        if (columns.Any(column => column.Length > 0)) table.Append("<tr>").AppendJoin("", columns.Select(column => $"<th>{Escape(column)}</th>")).Append("</tr>\n");
        foreach (string[] row in rows) table.Append("<tr>").AppendJoin("", row.Select(cell => $"<td>{Escape(cell)}</td>")).Append("</tr>\n");
        return table.Append("</table>").ToString();
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
