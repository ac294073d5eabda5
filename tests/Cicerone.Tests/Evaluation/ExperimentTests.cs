using System.Text.Json.Nodes;
using Cicerone.Contracts;
using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Tests.Evaluation;

public sealed class ExperimentTests : IDisposable
{
    private static readonly InteractionLog Log = Checkerboard.Log();
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-experiment-").FullName;

    private Experiment Experiment => new()
    {
        Algorithm = new AlgorithmTable(AlgorithmTable.ClosedForm)["item-knn"],
        Settings = new Dictionary<string, string> { ["neighbours"] = "5" },
        Split = new LeaveOneOut().Split(Log, seed: 1),
        Items = ItemTable.Without(Log.Items),
        Provenance = new Provenance("checkerboard", "", 0),
        Evaluation = new EvaluationOptions { Cutoffs = [5, 10] },
        Cache = new BaselineCache(_folder),
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_report_has_everything_that_decides_a_figure_and_every_figure_beside_its_baselines()
    {
        JsonObject json = Experiment.Run().ToJson();
        Assert.Equal(["protocol", "data", "features", "model", "validation", "test", "slices", "baselines", "differences", "seconds", "intervals", "global_time"], json.Select(member => member.Key));
        Assert.Equal("leave-one-out", (string)json["protocol"]!["name"]!);
        Assert.Equal(Checkerboard.Size, (int)json["data"]!["people"]!);
        Assert.Equal("5", (string)json["model"]!["options"]!["neighbours"]!);
        foreach (string key in (string[])["ndcg@10", "ndcg@10/tail", "ips-recall@5", "auc", "coverage@10", "gini@5", "diversity@10", "novelty@10", "serendipity@5", "arp@5"])
        {
            Assert.True(json["test"]!.AsObject().ContainsKey(key), key);
            Assert.True(json["baselines"]!["ease"]!.AsObject().ContainsKey(key), key);
            Assert.True(json["protocol"]!["definitions"]!.AsObject().ContainsKey(key.Split('@')[0]), key);
        }
        Assert.Null(json["global_time"]);
        Assert.NotEmpty(json.ToJsonString()); // no figure that JSON cannot hold
    }

    [Fact]
    public void Each_measure_is_held_against_the_best_baseline_by_it()
    {
        ExperimentResult result = Experiment.Run();
        foreach (Difference difference in result.Column.Differences.Where(difference => difference.People > 0))
        {
            double best = result.Baselines.Max(baseline => baseline.Test[difference.Key]);
            Assert.Equal(best, result.Baselines.Single(baseline => baseline.Algorithm == difference.Against).Test[difference.Key]);
            if (!difference.Key.Contains('/', StringComparison.Ordinal)) Assert.Equal(result.Test.Means[difference.Key] - best, difference.Mean, 12);
        }
        Assert.Equal(6 * 2 + (3 + 5) * 2, result.Column.Differences.Count);
    }

    [Fact]
    public void A_baseline_is_not_held_against_itself()
    {
        ExperimentResult result = (Experiment with { Settings = new Dictionary<string, string>() }).Run();
        Assert.Contains(result.Baselines, baseline => baseline.Algorithm == "item-knn");
        Assert.DoesNotContain(result.Column.Differences, difference => difference.Against == "item-knn");
    }

    [Fact]
    public void A_split_by_time_has_its_own_column()
    {
        ExperimentResult result = (Experiment with { GlobalTime = new GlobalTime { Test = "0.2" }.Split(Log, seed: 1) }).Run();
        Assert.NotEqual(result.Column.Fingerprint, result.GlobalTime!.Fingerprint);
        Assert.Equal(result.Split.Train.Count, result.Card.TrainingEvents);
        JsonNode column = result.ToJson()["global_time"]!;
        Assert.StartsWith("global-time(", (string)column["protocol"]!["name"]!, StringComparison.Ordinal);
        Assert.Equal(result.GlobalTime.Test.Means["ndcg@10"], (double)column["test"]!["ndcg@10"]!);
        Assert.NotEmpty(column["baselines"]!.AsObject());
    }

    [Fact]
    public void Windows_of_time_give_a_column_each()
    {
        IReadOnlyList<Split> windows = new RollingWindows { Windows = 2, Test = 0.2 }.Splits(Log, seed: 1);
        IReadOnlyList<ExperimentColumn> columns = Experiment.RunOver(windows);
        Assert.Equal(windows.Select(window => window.Fingerprint()), columns.Select(column => column.Fingerprint));
        Assert.All(columns, column => Assert.Contains(column.Baselines, baseline => baseline.Algorithm == "recent-popularity"));
        Assert.Equal((Experiment with { Split = windows[1] }).Run().Test.Figures, columns[1].Test.Figures);
    }

    [Fact]
    public void Baselines_come_from_the_cache_unchanged_and_a_damaged_one_is_computed_again()
    {
        IReadOnlyList<Baseline> first = Experiment.Run().Baselines, second = Experiment.Run().Baselines;
        Assert.Equal(first.Select(baseline => baseline.Algorithm), second.Select(baseline => baseline.Algorithm));
        Assert.All(first.Zip(second), pair => Assert.Equal(pair.First.Test, pair.Second.Test));
        string[] files = Directory.GetFiles(_folder);
        Assert.Equal(first.Count, files.Length);
        foreach (string file in files) File.WriteAllText(file, "{");
        Assert.All(first.Zip(Experiment.Run().Baselines), pair => Assert.Equal(pair.First.Test, pair.Second.Test));
    }

    [Fact]
    public void The_card_and_the_report_can_be_written_where_a_slice_is_empty()
    {
        ExperimentResult result = (Experiment with { Evaluation = new EvaluationOptions { TailShare = 0 } }).Run();
        Assert.True(double.IsNaN(result.Test.Means["ndcg@10/tail"]));
        Assert.Contains("\"ndcg@10/tail\":null", result.ToJson().ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ndcg@10/tail", result.Card.Metrics.Keys);
        ModelFolder.Save(Path.Combine(_folder, "model"), result.Card, result.Model, result.Catalogue);
        Assert.Equal(result.Card.Metrics, ModelFolder.Open(Path.Combine(_folder, "model"), new AlgorithmTable(AlgorithmTable.ClosedForm)).Card.Metrics);
    }

    [Fact]
    public void A_split_without_test_events_is_refused() =>
        Assert.Contains("no test events", Assert.Throws<CiceroneException>(() => (Experiment with { Split = new RandomHoldout { Test = 0 }.Split(Log, seed: 1) }).Run()).Message, StringComparison.Ordinal);
}
