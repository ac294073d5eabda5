using System.Globalization;
using System.Text.Json.Nodes;
using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Metrics.Significance;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Evaluation;

/// <summary>What an <see cref="Experiment"/> found.</summary>
public sealed record ExperimentResult
{
    /// <summary>The fitted model.</summary>
    public required IRanker Model { get; init; }

    /// <summary>The items it ranks.</summary>
    public required Catalogue Catalogue { get; init; }

    /// <summary>What its folder will say of it.</summary>
    public required ModelCard Card { get; init; }

    /// <summary>What is known of the items.</summary>
    public required ItemTable Items { get; init; }

    /// <summary>Vectors of the items that the algorithm was given.</summary>
    public IReadOnlyList<FeatureMatrix> Features { get; init; } = [];

    /// <summary>Where the data came from.</summary>
    public required Provenance Provenance { get; init; }

    /// <summary>Cutoffs, threads, seed of ties.</summary>
    public required EvaluationOptions Options { get; init; }

    /// <summary>What the model earned, beside the baselines.</summary>
    public required ExperimentColumn Column { get; init; }

    /// <summary>The same algorithm, fitted anew, on a split by time; null unless the experiment was given one.</summary>
    public ExperimentColumn? GlobalTime { get; init; }

    /// <summary>The data and the rules.</summary>
    public Split Split => Column.Split;

    /// <summary>Figures on validation; null when the split has none.</summary>
    public EvaluationResult? Validation => Column.Validation;

    /// <summary>Figures on test.</summary>
    public EvaluationResult Test => Column.Test;

    /// <summary>Figures of the baselines on test.</summary>
    public IReadOnlyList<Baseline> Baselines => Column.Baselines;

    /// <summary>How long the fit took.</summary>
    public TimeSpan FitTime => Column.FitTime;

    /// <summary>How long the test took.</summary>
    public TimeSpan TestTime => Column.TestTime;

    /// <summary>
    /// The result as <c>metrics.json</c> holds it: <c>protocol</c>, <c>data</c>, <c>features</c> (how each was made), <c>model</c>, <c>validation</c>, <c>test</c>,
    /// <c>slices</c>, <c>baselines</c>, <c>differences</c>, <c>intervals</c>, <c>seconds</c>, and <c>global_time</c>, which is
    /// a column of its own.
    /// </summary>
    public JsonObject ToJson()
    {
        JsonObject column = Column.ToJson(Options.Seed);
        var data = new JsonObject { ["name"] = Provenance.Name, ["sha256"] = Provenance.Sha256, ["bad_rows"] = Provenance.BadRows };
        foreach ((string name, JsonNode? count) in column["counts"]!.AsObject()) data[name] = count!.DeepClone();
        var json = new JsonObject();
        foreach ((string name, JsonNode? value) in column.ToArray())
        {
            column.Remove(name);
            if (name == "counts") (json["data"], json["features"], json["model"]) = (data, new JsonArray([.. Features.Select(Told)]), MetricsJson.Model(Card));
            else json[name] = value;
        }
        json["intervals"] = new JsonObject { ["level"] = PairedBootstrap.Level, ["resamples"] = PairedBootstrap.Resamples, ["seed"] = Options.Seed.ToString(CultureInfo.InvariantCulture) };
        json["global_time"] = GlobalTime?.ToJson(Options.Seed);
        return json;
    }

    private static JsonObject Told(FeatureMatrix features) => new()
    {
        ["name"] = features.Name,
        ["origin"] = features.Origin,
        ["width"] = features.Width,
        ["items"] = features.KnownCount,
        ["sha256"] = features.Sha256(),
    };
}
