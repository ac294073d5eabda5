using Cicerone.Contracts;
using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Evaluation.Tuning;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Tests.Evaluation.Tuning;

public sealed class SearchTests : IDisposable
{
    private static readonly Split Split = new RandomHoldout { Test = 0.3, Validation = 0.2 }.Split(Checkerboard.Log(), seed: 5);
    private static readonly Algorithm Knn = new AlgorithmTable(AlgorithmTable.ClosedForm)["item-knn"];
    private readonly string _journal = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    private Search Search => new()
    {
        Algorithm = Knn,
        Split = Split,
        Items = ItemTable.Without(Split.Train.Items),
        Trials = 12,
        Fit = new FitContext { Seed = 9, Threads = 2 },
        Journal = _journal,
    };

    public void Dispose() => File.Delete(_journal);

    [Fact]
    public void The_best_trial_earned_on_validation_what_an_evaluation_says()
    {
        SearchResult result = Search.Run();
        Assert.Equal(12, result.Trials.Count);
        Trial best = result.Best!;
        Assert.Equal(result.Trials.Max(trial => trial.Figure), best.Figure);
        var items = ItemTable.Without(Split.Train.Items);
        var model = (IRanker)Knn.Fit(TrainingData.Of(Split, items), best.Settings, new FitContext());
        Assert.Equal(best.Figure, Evaluator.Evaluate(model, Catalogue.Of(Split.Train, items), Split, SplitPart.Valid, new EvaluationOptions(), cancellation: TestContext.Current.CancellationToken).Means["ndcg@10"]);
        Assert.Equal(12, result.Trials.Select(trial => string.Join(' ', trial.Settings.Values)).Distinct().Count());
    }

    [Fact]
    public void Test_events_change_nothing()
    {
        SearchResult one = Search.Run();
        File.Delete(_journal);
        SearchResult other = (Search with { Split = Split with { Test = Split.Test.Select([0]) } }).Run();
        Assert.Equal(Told(one), Told(other));
    }

    [Fact]
    public void A_search_that_was_stopped_in_the_middle_of_a_line_goes_on_as_if_it_had_not()
    {
        string[] whole = Told(Search.Run());
        string[] lines = File.ReadAllLines(_journal);
        Assert.Equal(13, lines.Length);
        File.WriteAllText(_journal, string.Join('\n', lines[..6]) + "\n" + lines[6][..20]);
        var seen = new List<Trial>();
        Assert.Equal(whole, Told((Search with { Progress = new Listener(seen) }).Run()));
        Assert.Equal(12, seen.Count);
        Assert.Equal(13, File.ReadAllLines(_journal).Length);
        File.WriteAllText(_journal, lines[0][..30]); // torn before it had begun
        Assert.Equal(whole, Told(Search.Run()));
    }

    [Fact]
    public void A_finished_search_is_only_read_and_a_larger_budget_goes_on()
    {
        string[] whole = Told(Search.Run());
        Assert.Equal(whole[..5], Told((Search with { Trials = 5 }).Run()));
        Assert.Equal(whole, Told((Search with { Trials = 14 }).Run())[..12]);
        Assert.Equal(15, File.ReadAllLines(_journal).Length);
    }

    [Fact]
    public void A_journal_of_another_search_or_a_damaged_one_is_refused()
    {
        Search.Run();
        Assert.Contains("another search", Refused(Search with { Metric = "recall@10" }), StringComparison.Ordinal);
        Assert.Contains("another search", Refused(Search with { Fit = new FitContext { Seed = 10 } }), StringComparison.Ordinal);
        string[] lines = File.ReadAllLines(_journal);
        File.WriteAllLines(_journal, [lines[0], lines[2]]);
        Assert.Contains("line 2", Refused(Search), StringComparison.Ordinal);
        File.WriteAllLines(_journal, [lines[0], "{", lines[2]]);
        Assert.Contains("line 2, is damaged", Refused(Search), StringComparison.Ordinal);
    }

    [Fact]
    public void Refused_fits_are_trials_with_a_reason()
    {
        var space = SearchSpace.Of(new AlgorithmTable(AlgorithmTable.ClosedForm)["ease"], new Dictionary<string, string> { ["max-items"] = "10|20|100" });
        SearchResult result = (Search with { Algorithm = new AlgorithmTable(AlgorithmTable.ClosedForm)["ease"], Space = space, Trials = 5 }).Run();
        Assert.Equal(3, result.Trials.Count); // there is nothing else to try
        Assert.Equal(2, result.Trials.Count(trial => trial.Fault?.Contains("max-items", StringComparison.Ordinal) == true && trial.Figure is null));
        Assert.Equal("100", result.Best!.Settings["max-items"]);
        Assert.Equal(result.Trials.Count, result.ToJson()["trials"]!.AsArray().Count);
    }

    [Fact]
    public void What_cannot_be_searched_is_told()
    {
        Assert.Contains("no validation events", Refused(Search with { Split = Split with { Valid = Split.Valid.Select([]) } }), StringComparison.Ordinal);
        Assert.Contains("ndcg@10", Refused(Search with { Metric = "novelty@10" }), StringComparison.Ordinal);
        Assert.Contains("both set and searched", Refused(Search with { Settings = new Dictionary<string, string> { ["neighbours"] = "5" } }), StringComparison.Ordinal);
        Assert.Contains("1 to 10000", Assert.Throws<CiceroneException>(() => Search with { Trials = 0 }).Message, StringComparison.Ordinal);
    }

    private static string Refused(Search search) => Assert.Throws<CiceroneException>(search.Run).Message;

    private static string[] Told(SearchResult result) => [.. result.Trials.Select(trial => $"{trial.Number} {string.Join(' ', trial.Settings)} {trial.Figure:R} {trial.Fault}")];

    private sealed class Listener(List<Trial> trials) : IProgress<Trial>
    {
        public void Report(Trial value) => trials.Add(value);
    }
}
