using Cicerone.Contracts;
using Cicerone.Data;
using Cicerone.Data.Formats;
using Cicerone.Evaluation;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Tests.Evaluation;

/// <summary>Figures that an independent computation gives on splits of MovieLens 100K.</summary>
public sealed class ReferenceTests
{
    private static readonly AlgorithmTable Algorithms = new(AlgorithmTable.ClosedForm);

    [Theory]
    [InlineData("ml-100k-rs", 250, "recall@10=.2805 mrr@10=.5277 ndcg@10=.3295 hr@10=.8197 precision@10=.2206 recall@20=.3998 mrr@20=.5341 ndcg@20=.3465 hr@20=.9067 precision@20=.1651")]
    [InlineData("ml-100k-ls", 250, "hr@10=.1347 mrr@10=.0513 ndcg@10=.0706 hr@20=.2163 mrr@20=.0570 ndcg@20=.0912")]
    [InlineData("ml-100k-lia", 500, "ndcg@20=.3727 recall@20=.3290")]
    public void Ease_gives_the_exact_figures_however_it_is_run(string split, int regularisation, string figures)
    {
        SplitFiles files = Read(split);
        IRanker model = Fit("ease", files, new() { ["regularisation"] = $"{regularisation}" });
        EvaluationResult result = Evaluate(model, files, new EvaluationOptions { Cutoffs = [10, 20] });
        Assert.Equal(figures, string.Join(' ', figures.Split(' ').Select(figure => figure.Split('=')[0]).Select(key => $"{key}={result.Means[key]:.0000}")));

        foreach (EvaluationOptions options in new EvaluationOptions[] { new() { BatchSize = 1, Threads = 1, Cutoffs = [20] }, new() { BatchSize = 97, Threads = 3, Cutoffs = [1, 10, 20, 50] } })
        {
            EvaluationResult other = Evaluate(model, files, options);
            foreach (string key in other.Keys.Intersect(result.Keys)) Assert.Equal(result.Means[key], other.Means[key]);
        }
    }

    [Fact]
    public void Lists_of_ease_are_like_what_an_independent_program_makes_of_them()
    {
        SplitFiles files = Read("ml-100k-rs");
        EvaluationResult result = Evaluate(Fit("ease", files, []), files, new EvaluationOptions { Cutoffs = [20], Detailed = true });
        const string Figures = "ips-recall@20=.3120 ips-ndcg@20=.2125 novelty@20=8.7426 percentile@20=.9375 diversity@20=.6491 coverage@20=.3193 gini@20=.8888";
        Assert.Equal(Figures, string.Join(' ', Figures.Split(' ').Select(figure => figure.Split('=')[0]).Select(key => $"{key}={result.Figures[key]:.0000}")));
        Assert.Equal(211.286, result.Figures["arp@20"], 0.001);
        Assert.Equal(0.1027, result.Figures["serendipity@20"], 5e-4); // items of one count take turns at the border of what popularity would show
    }

    [Theory]
    [InlineData("ml-100k-rs", "ndcg@10", 0.1416, 0.1423)]
    [InlineData("ml-100k-ls", "ndcg@10", 0.0433, 0.0449)]
    [InlineData("ml-100k-lia", "ndcg@20", 0.1938, 0.1942)]
    public void Popularity_lies_where_any_fair_tie_rule_puts_it(string split, string key, double low, double high)
    {
        SplitFiles files = Read(split);
        IRanker model = Fit("popularity", files, []);
        for (ulong seed = 1; seed <= 3; seed++)
            Assert.InRange(Math.Round(Evaluate(model, files, new EvaluationOptions { Cutoffs = [10, 20], Seed = seed }).Means[key], 4), low, high);
    }

    private static SplitFiles Read(string split) => SplitFolder.Read(SharedData.Path($"reference/{split}"), new ReadOptions { Strict = true });

    private static IRanker Fit(string algorithm, SplitFiles files, Dictionary<string, string> settings) =>
        (IRanker)Algorithms[algorithm].Fit(new TrainingData(files.Split.Train, files.Items), settings, new FitContext());

    private static EvaluationResult Evaluate(IRanker model, SplitFiles files, EvaluationOptions options) =>
        Evaluator.Evaluate(model, Catalogue.Of(files.Split.Train, files.Items), files.Split, SplitPart.Test, options, cancellation: TestContext.Current.CancellationToken);
}
