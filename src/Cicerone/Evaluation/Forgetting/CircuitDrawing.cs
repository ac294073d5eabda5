using System.Globalization;
using System.Net;
using System.Text;
using Cicerone.Models.Circuits;

namespace Cicerone.Evaluation.Forgetting;

/// <summary>
/// A <see cref="CircuitMap"/> as a picture (SVG): a row for each layer, the first at the bottom, with a disc for each head and one for the feed-forward network; the
/// colour and the letter of a disc tell its group, its area its share in answers to be forgotten, and lines the weightiest ways from the tokens to the answer.
/// </summary>
public static class CircuitDrawing
{
    private const int Column = 76, Row = 92, Margin = 56, Left = 92, LegendLine = 24;
    private const double SmallestRadius = 9, LargestRadius = 30, WidestLine = 7;

    private static readonly Dictionary<CircuitGroup, (string Letter, string Colour, string Told)> Groups = new() // colours that people with colour blindness tell apart (Okabe and Ito)
    {
        [CircuitGroup.Forget] = ("F", "#d55e00", "what is forgotten"),
        [CircuitGroup.Retain] = ("R", "#0072b2", "what is kept"),
        [CircuitGroup.Shared] = ("S", "#009e73", "both"),
        [CircuitGroup.Inert] = ("", "#b9bfc9", "neither"),
    };

    /// <summary>The picture.</summary>
    public static string Of(CircuitMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        int layers = map.Parts.Max(part => part.Layer) + 1, columns = map.Parts.Max(part => part.Head ?? 0) + 2;
        int width = Left + columns * Column + Margin / 2, legend = Margin + (layers + 1) * Row, height = legend + (Groups.Count + 1) * LegendLine;
        (double X, double Y) Place(CircuitPart part) => (Left + ((part.Head ?? columns - 1) + 0.5) * Column, Margin + (layers - part.Layer - 0.5) * Row + Row / 4.0);
        (double X, double Y) answer = (Left + columns * Column / 2.0, Margin - 22), tokens = (answer.X, Margin + layers * Row + Row / 2.0);
        var svg = new StringBuilder();
        svg.Append(Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-labelledby=\"circuit-title circuit-description\" font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"currentColor\">\n"));
        svg.Append("<title id=\"circuit-title\">The circuits, and what each part serves</title>\n").Append(Invariant($"<desc id=\"circuit-description\">{Escape(Description(map))}</desc>\n"));
        foreach (CircuitEdge edge in map.Edges)
        {
            (double x1, double y1) = edge.From is { } from ? Place(map.Parts[from]) : tokens;
            (double x2, double y2) = edge.To is { } to ? Place(map.Parts[to]) : answer;
            svg.Append(Invariant($"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\" stroke=\"currentColor\" stroke-width=\"{Math.Max(0.5, WidestLine * edge.Weight):0.##}\" stroke-opacity=\"0.25\"/>\n"));
        }
        double most = Math.Max(map.Parts.Max(part => part.ForgetShare), double.Epsilon);
        foreach (CircuitPart part in map.Parts)
        {
            (double x, double y) = Place(part);
            (string letter, string colour, string told) = Groups[part.Group];
            double radius = Math.Max(SmallestRadius, LargestRadius * Math.Sqrt(part.ForgetShare / most));
            svg.Append(Invariant($"<g><title>{Escape(part.Name)} serves {told}; {part.ForgetShare:P0} of what is forgotten, {part.RetainShare:P0} of what is kept</title>"));
            svg.Append(Invariant($"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"{radius:0.#}\" fill=\"{colour}\"/>"));
            svg.Append(Invariant($"<text x=\"{x:0.#}\" y=\"{y + 4.5:0.#}\" text-anchor=\"middle\" fill=\"#fff\" font-weight=\"600\">{letter}</text></g>\n"));
        }
        for (int layer = 0; layer < layers; layer++) svg.Append(Text(Left - 12, Margin + (layers - layer - 0.5) * Row + Row / 4.0 + 4.5, $"layer {layer + 1}", "end"));
        for (int column = 0; column < columns; column++) svg.Append(Text(Left + (column + 0.5) * Column, tokens.Y - 14, column == columns - 1 ? "feed-forward" : $"head {column + 1}", "middle"));
        svg.Append(Text(answer.X, answer.Y, "the answer", "middle")).Append(Text(tokens.X, tokens.Y + 14, "the history and the item asked about", "middle"));
        foreach ((int line, (CircuitGroup group, (string letter, string colour, string told))) in Groups.Index())
        {
            double y = legend + (line + 0.5) * LegendLine;
            svg.Append(Invariant($"<circle cx=\"{Left - 20}\" cy=\"{y:0.#}\" r=\"9\" fill=\"{colour}\"/><text x=\"{Left - 20}\" y=\"{y + 4:0.#}\" text-anchor=\"middle\" font-size=\"11\" fill=\"#fff\" font-weight=\"600\">{letter}</text>\n"));
            svg.Append(Text(Left, y + 4.5, $"serves {told} ({map.Count(group)} of {map.Parts.Count})", "start"));
        }
        return svg.Append("</svg>").ToString();
    }

    /// <summary>What the picture shows, in sentences.</summary>
    public static string Description(CircuitMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        string Told(CircuitGroup group) => $"{map.Count(group)} {(map.Count(group) == 1 ? "serves" : "serve")} {Groups[group].Told}";
        string weightiest = string.Join(", ", map.Parts.OrderByDescending(part => part.ForgetShare).Take(3).Select(part => Invariant($"{part.Name} ({part.ForgetShare:P0})")));
        return $"Of {map.Parts.Count} parts, {Told(CircuitGroup.Forget)}, {Told(CircuitGroup.Retain)}, {Told(CircuitGroup.Shared)}, and {Told(CircuitGroup.Inert)}. The weightiest for what is forgotten: {weightiest}.";
    }

    private static string Text(double x, double y, string text, string anchor) => Invariant($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\">{Escape(text)}</text>\n");

    private static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
