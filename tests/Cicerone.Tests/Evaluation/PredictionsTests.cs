using Cicerone.Contracts;
using Cicerone.Data;
using Cicerone.Data.Formats;
using Cicerone.Evaluation;
using Cicerone.Metrics.Significance;
using Cicerone.Models;
using Cicerone.Protocols;
using Cicerone.Tests.Protocols;

namespace Cicerone.Tests.Evaluation;

public sealed class PredictionsTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    private static InteractionLog Log { get; } = World.Log("ann a 1", "bob b 1", "ann c 2", "bob d 2", "cid a 1");

    /// <summary>ann trained on a and is tested on c; bob trained on b and is tested on d.</summary>
    private static Split Small { get; } = new("files", Log.Select([0, 1, 4]), Log.Select([]), Log.Select([2, 3]), SplitRules.TrainHistory);

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void A_models_own_rankings_earn_what_the_model_earns()
    {
        Split split = new RandomHoldout { Test = 0.3, Validation = 0.2 }.Split(Checkerboard.Log(), seed: 5);
        var items = ItemTable.Without(split.Train.Items);
        var catalogue = Catalogue.Of(split.Train, items);
        var model = (IScores)new AlgorithmTable(AlgorithmTable.ClosedForm)["item-knn"].Fit(new TrainingData(split.Train, items), new FitContext());
        Histories histories = Histories.Of(split.Train);
        File.WriteAllLines(_file, Enumerable.Range(0, histories.Count).SelectMany(person =>
        {
            float[] scores = new float[catalogue.Count];
            model.Score([Query.OfPerson(split.Train.Users, person, histories[person], seed: 1)], catalogue, scores);
            return scores.Select((score, item) => $"{split.Train.Users[person]}\t{catalogue.Ids[item]}\t{score:R}");
        }).Prepend("user\titem\tscore"));
        var options = new EvaluationOptions { Detailed = true };
        PredictionScore score = Predictions.Read(_file, split, new ReadOptions()).Score(split, items, SplitPart.Test, options);
        EvaluationResult own = Evaluator.Evaluate(model, catalogue, split, SplitPart.Test, options, cancellation: TestContext.Current.CancellationToken);
        foreach ((string key, double figure) in score.Result.Figures) Assert.Equal(own.Figures[key], figure);
        Assert.DoesNotContain("auc", score.Result.Figures.Keys);
        Assert.Equal(InteractionLog.Concat(split.Train, split.Valid).Count, score.MaskedLines);
        Assert.Equal(new Interval(0, 0), new Comparison(new("own", own), new("file", score.Result)).By("ndcg@10").Single().Interval);
    }

    [Theory]
    [InlineData("user,item,score", "ann,b,1", "ann,c,3", "ann,d,2")]
    [InlineData("user,item,rank", "ann,b,9", "ann,c,-1", "ann,d,2.5")]
    [InlineData("user,item", "ann,c", "ann,d", "ann,b")]
    [InlineData("ann,b,1", "ann,c,3", "ann,d,2")]
    [InlineData("ann\tc", "ann\td", "ann\tb")]
    [InlineData("rank;item_id;user_id", "9;b;ann", "1;c;ann", "2;d;ann")]
    public void Scores_ranks_and_the_order_of_lines_are_understood(params string[] lines)
    {
        PredictionScore score = Score(lines);
        Assert.Equal([1.0, 0.0], score.Result.PerPerson("mrr@10")); // c stands first
        Assert.Equal(1, score.PeopleWithout);
    }

    [Fact]
    public void What_does_not_count_is_counted()
    {
        PredictionScore score = Score("user,item,score", "ann,a,9", "ann,zzz,8", "ann,c,7", "ann,c,10", "eve,a,1", "cid,b,1", "ann,d,much", "ann,b");
        Assert.Equal(1, score.Result.PerPerson("mrr@10")[0]); // a is masked and zzz unknown, so c is first
        Assert.Equal((1, 1, 1, 1), (score.MaskedLines, score.Predictions.UnknownItems, score.Predictions.Duplicates, score.Predictions.UnknownPeople));
        Assert.Equal((1, 1), (score.PeopleWithout, score.PeopleNotTested));
        Assert.Equal((8, 2), (score.Predictions.Report.RowCount, score.Predictions.Report.BadRowCount));
        Assert.Contains("'much' is not a finite number", score.Predictions.Report.BadRows[0].Reason, StringComparison.Ordinal);
        Assert.Equal("""{"read":8,"bad":2,"unknown_people":1,"unknown_items":1,"duplicates":1,"masked":1}""", score.ToJson()["lines"]!.ToJsonString());
        Assert.Equal("""{"tested":2,"without_predictions":1,"not_tested":1}""", score.ToJson()["people"]!.ToJsonString());
    }

    [Fact]
    public void People_without_predictions_earn_nothing_and_count()
    {
        PredictionScore score = Score("user,item", "ann,c");
        Assert.Equal(0.5, score.Result.Means["recall@10"]);
        Assert.Equal(2, score.Result.People.Count);
    }

    [Theory]
    [InlineData("no good row", "user,item,score", "ann,c,much")]
    [InlineData("cannot be read", "hello")]
    public void A_file_of_no_use_is_refused(string told, params string[] lines) =>
        Assert.Contains(told, Assert.Throws<CiceroneException>(() => Score(lines)).Message, StringComparison.Ordinal);

    [Fact]
    public void Strict_reading_stops_at_the_first_bad_row()
    {
        File.WriteAllLines(_file, ["user,item,score", "ann,c,1", "ann,d,much"]);
        Assert.Contains("line 3", Assert.Throws<CiceroneException>(() => Predictions.Read(_file, Small, new ReadOptions { Strict = true })).Message, StringComparison.Ordinal);
    }

    private PredictionScore Score(params string[] lines)
    {
        File.WriteAllLines(_file, lines);
        return Predictions.Read(_file, Small, new ReadOptions()).Score(Small, ItemTable.Without(Small.Train.Items), SplitPart.Test, new EvaluationOptions());
    }
}
