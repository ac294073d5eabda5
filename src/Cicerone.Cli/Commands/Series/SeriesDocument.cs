using System.Text.Json.Nodes;
using Cicerone.Metrics.Series;

namespace Cicerone.Cli.Commands.Series;

/// <summary>A score as a program and as a person reads it.</summary>
internal static class SeriesDocument
{
    /// <summary>The figures and components; what is undefined is null, with its reason under <c>undefined</c>.</summary>
    public static JsonObject Of(SeriesScore score, JkgeOptions options)
    {
        var document = new JsonObject { ["steps"] = score.Steps, ["valid"] = score.Valid };
        foreach ((string name, SeriesFigure figure) in score.Figures) document[name] = Number(figure.Value);
        document["jkge_ss_components"] = new JsonObject
        {
            ["level"] = Number(score.Jkge.Level),
            ["variability"] = Number(score.Jkge.Variability),
            ["timing"] = Number(score.Jkge.Timing),
            ["overall"] = Number(score.Jkge.Overall),
            ["alpha"] = Number(score.Jkge.Alpha),
            ["rho"] = Number(score.Jkge.Rho),
            ["beta"] = Number(score.Jkge.Beta),
            ["used"] = score.Jkge.Used,
            ["excluded"] = score.Jkge.Excluded,
            ["excluded_sum"] = score.Jkge.ExcludedSum,
        };
        document["kge_components"] = new JsonObject { ["r"] = Number(score.Kge.Correlation), ["alpha"] = Number(score.Kge.Variability), ["beta"] = Number(score.Kge.Bias), ["gamma"] = Number(score.Kge.Gamma) };
        document["undefined"] = new JsonObject(score.Figures.Where(one => one.Figure.Undefined is not null).Select(one => KeyValuePair.Create<string, JsonNode?>(one.Name, one.Figure.Undefined)));
        document["options"] = new JsonObject(OptionsBinder.ToSettings(options).Select(option => KeyValuePair.Create<string, JsonNode?>(option.Key, option.Value)));
        return document;
    }

    /// <summary>Rows of a table: the figures, and under JKGE_ss what it is made of.</summary>
    public static IEnumerable<string[]> Rows(SeriesScore score)
    {
        foreach ((string name, SeriesFigure figure) in score.Figures)
        {
            yield return [name, Told(figure.Value), figure.Undefined is null ? "" : $"undefined: {figure.Undefined}"];
            if (name != "jkge_ss" || figure.Undefined is not null) continue;
            JkgeScore jkge = score.Jkge;
            yield return ["  level M*", Told(jkge.Level), $"beta {Told(jkge.Beta)} over all{(jkge.Excluded == 0 ? "" : $"; {jkge.Excluded:N0} steps without a level left out, {jkge.ExcludedSum:0.###} simulated on them")}"];
            yield return ["  variability V*", Told(jkge.Variability), double.IsNaN(jkge.Alpha) ? "" : $"alpha {Told(jkge.Alpha)}"];
            yield return ["  timing R*", Told(jkge.Timing), $"rho {Told(jkge.Rho)}"];
        }
    }

    /// <summary>A figure to four decimals; nothing where it is none.</summary>
    public static string Told(double figure) => double.IsFinite(figure) ? $"{figure:0.0000}" : "";

    private static JsonValue? Number(double figure) => double.IsFinite(figure) ? JsonValue.Create(figure) : null;
}
