using System.Globalization;
using Cicerone.Evaluation;
using Cicerone.Metrics;
using Cicerone.Metrics.Significance;

namespace Cicerone.Benchmarks.Studies;

/// <summary>Rows of a table over some markets, each told as soon as it is there, and set against the first. The people of all markets are pooled.</summary>
internal sealed class AdRows
{
    private const string Hits = "hr@10", Gains = "ndcg@10", Cold = "ndcg@10/cold";
    private readonly AdWorld[] _worlds;
    private readonly OrderedDictionary<string, EvaluationResult[]> _rows = [];

    public AdRows(string title, AdWorld[] worlds)
    {
        _worlds = worlds;
        Console.WriteLine($"\n{title}, {worlds.Length} markets: weighted score (w-HR@10, w-NDCG@10); NDCG@10 of cold targets; score less that of the first row, 95 % by resampling people");
    }

    /// <summary>Fits an arm, and tells its row.</summary>
    public void Add(Arm arm)
    {
        if (!_rows.ContainsKey(arm.Name)) Add(arm.Name, world => world.Test(arm));
    }

    /// <summary>Tells a row.</summary>
    public void Add(string name, Func<AdWorld, EvaluationResult> test)
    {
        EvaluationResult[] results = [.. _worlds.Select(test)];
        _rows.Add(name, results);
        var score = WeightedScore.Of(Weights(results), Of(results, Hits), Of(results, Gains));
        double cold = Of(results, Cold).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
        string difference = _rows.Count == 1 ? $"{results.Sum(result => result.People.Count)} people" : Difference(results, _rows.GetAt(0).Value);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-26} {score.Score:0.0000} ({score.HitRate:0.0000}, {score.Gain:0.0000})  cold {cold:0.0000}  {difference}"));
    }

    /// <summary>Tells the difference of two rows.</summary>
    public void Compare(string one, string other) => Console.WriteLine($"{one} − {other}: {Difference(_rows[one], _rows[other])}");

    private string Difference(EvaluationResult[] one, EvaluationResult[] other)
    {
        double[] differences = [.. Scores(one).Zip(Scores(other), (a, b) => a - b)];
        Interval interval = PairedBootstrap.Of([differences], seed: 1)[0];
        double mean = differences.Average(), error = Math.Sqrt(differences.Sum(difference => (difference - mean) * (difference - mean)) / (differences.Length - 1) / differences.Length);
        return string.Create(CultureInfo.InvariantCulture, $"{mean:+0.0000;-0.0000} ({interval.Low:+0.0000;-0.0000} to {interval.High:+0.0000;-0.0000}; {mean / error:0.0} standard errors)");
    }

    /// <summary>What each person adds to the weighted score, times the number of people.</summary>
    private IEnumerable<double> Scores(EvaluationResult[] results)
    {
        double[] weights = Weights(results), hits = Of(results, Hits), gains = Of(results, Gains);
        double mean = weights.Average();
        return weights.Select((weight, person) => weight / mean * new WeightedScore(hits[person], gains[person]).Score);
    }

    private double[] Weights(EvaluationResult[] results) => [.. _worlds.Zip(results, (world, result) => world.Weights(result)).SelectMany(weights => weights)];

    private static double[] Of(EvaluationResult[] results, string key) => [.. results.SelectMany(result => result.PerPerson(key))];
}
