using System.Text.Json.Nodes;

namespace Cicerone.Evaluation.Drift;

/// <summary>A report over time as a program reads it.</summary>
public static class DriftDocument
{
    private const int PeriodsOfBlock = 26;

    /// <summary>The report as JSON; what is undefined is null.</summary>
    public static JsonObject Of(DriftReport report, DriftOptions options)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new JsonObject
        {
            ["from"] = Moment(report.From),
            ["periods"] = new JsonArray([.. report.Periods.Select(period => new JsonObject
            {
                ["start"] = Moment(period.Start),
                ["people"] = period.People,
                ["models"] = new JsonObject(period.Means.Select(model => KeyValuePair.Create<string, JsonNode?>(model.Key, new JsonObject(model.Value.Select(figure => KeyValuePair.Create<string, JsonNode?>(figure.Key, Number(figure.Value))))))),
            })]),
            ["alarms"] = new JsonArray([.. Findings(report).Select(Of)]),
            ["demand"] = report.Demand is { } demand ? new JsonObject
            {
                ["categories"] = new JsonArray([.. demand.Demand.Categories.Select(name => JsonValue.Create(name))]),
                ["learned_periods"] = demand.Learned,
                ["blocks"] = new JsonArray([.. Blocks(demand).Select(block => new JsonObject
                {
                    ["start"] = Moment(demand.Demand.Starts[block.From]),
                    ["periods"] = block.To - block.From,
                    ["forecasts"] = new JsonArray([.. demand.Score(block.From, block.To).Select(Of)]),
                })]),
            } : null,
            ["meaning"] = DriftReport.Meaning,
            ["options"] = new JsonObject(OptionsBinder.ToSettings(options).Select(option => KeyValuePair.Create<string, JsonNode?>(option.Key, option.Value))),
        };
    }

    /// <summary>The alarms of a report.</summary>
    public static IReadOnlyList<DriftFinding> Findings(DriftReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.Demand is { } demand ? [report.Hits, demand.Alarm] : [report.Hits];
    }

    /// <summary>The periods in blocks of half a year, of 26 periods: those that were learned from first.</summary>
    public static IReadOnlyList<(int From, int To)> Blocks(DemandStudy demand)
    {
        ArgumentNullException.ThrowIfNull(demand);
        int count = demand.Demand.Starts.Count;
        return [(0, demand.Learned), .. Enumerable.Range(0, (count - demand.Learned + PeriodsOfBlock - 1) / PeriodsOfBlock).Select(block => (demand.Learned + block * PeriodsOfBlock, Math.Min(count, demand.Learned + (block + 1) * PeriodsOfBlock)))];
    }

    private static JsonObject Of(DriftFinding finding) => new()
    {
        ["watches"] = finding.Watches,
        ["fired_at"] = finding.FiredAt is { } moment ? Moment(moment) : null,
        ["evidence"] = finding.Evidence,
        ["false_alarms_at_most"] = finding.FalseAlarms,
        ["as_long_as"] = finding.Told,
    };

    private static JsonObject Of(DemandScore score) => new()
    {
        ["forecast"] = score.Name,
        ["jkge_ss"] = Number(score.Median),
        ["jkge_ss_tenth"] = Number(score.Tenth),
        ["jkge_ss_weighed"] = Number(score.Weighed),
        ["level"] = Number(score.Level),
        ["variability"] = Number(score.Variability),
        ["timing"] = Number(score.Timing),
        ["categories"] = new JsonArray([.. score.Categories.Select(category => Number(category.Value))]),
    };

    private static string Moment(long time) => DateTimeOffset.FromUnixTimeMilliseconds(time).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static JsonValue? Number(double figure) => double.IsFinite(figure) ? JsonValue.Create(figure) : null;
}
