using System.Globalization;
using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Evaluation;
using Cicerone.Neural.Sequences.Fusion;

namespace Cicerone.Benchmarks.Studies;

/// <summary>
/// <c>faerec BEAUTY FOLDER [DIVISOR] [EPOCHS] [SEED …]</c>: what each part of FAERec adds for items that few people chose, on the people of
/// amazon-beauty whose number is divisible, all items ranked. One network and loss for all arms, so that they differ in that part alone.
/// It can be stopped and called again.
/// </summary>
internal static class TailStudy
{
    private const string Network = "width=64 layers=2 heads=2 max-length=50 dropout=0.4 targets=all loss=sampled-softmax negatives=256 batch-size=128 learning-rate=0.002 patience=6";
    private const string Shuffled = "shuffled";
    private static readonly string[] Keys = ["ndcg@20", "hr@20"], Slices = ["", "/head", "/tail", "/cold"];

    public static void Run(string[] arguments)
    {
        int divisor = Study.Number(arguments, 2, 3), epochs = Study.Number(arguments, 3, 60);
        int[] seeds = Study.Seeds(arguments, 4, 1, 2);
        var study = Study.LeaveOneOut(arguments[1], Path.Combine(arguments[0], "sequences.txt"), divisor, int.MaxValue, items => BeautyItems.Read(arguments[0], items), FeaturesOf);
        Arm[] arms = [.. Arms($"{Network} epochs={epochs}")];
        var tests = arms.ToDictionary(arm => arm, _ => new List<EvaluationResult>());
        foreach (int seed in seeds)
            foreach (Arm arm in arms)
            {
                tests[arm].Add(study.Test(arm, seed));
                Console.WriteLine($"seed {seed} {arm.Name,-16} {string.Join(' ', Keys.SelectMany(_ => Slices, (key, slice) => $"{key}{slice} {tests[arm][^1].Means[key + slice]:0.0000}"))}");
            }
        foreach (Arm arm in arms.Skip(1)) PrintDifference(arm, tests[arm], arms[0], tests[arms[0]]);
        PrintDifference(arms[4], tests[arms[4]], arms[5], tests[arms[5]]);
        foreach (int seed in seeds)
            foreach (Arm arm in arms[3..5]) PrintSpaces(study, arm, seed);
    }

    private static IReadOnlyList<FeatureMatrix> FeaturesOf(ItemTable items)
    {
        FeatureMatrix text = new HashedText(parallel: new ParallelOptions { MaxDegreeOfParallelism = 1 }).Read(items);
        Console.WriteLine($"text: {text.KnownCount} of {items.Items.Count} items, {text.Width} numbers each; {string.Join("; ", text.Remarks)}");
        float[] dealt = text.Shuffle(seed: 7).ToArray();
        return [text, new FeatureMatrix(Shuffled, items.Items, text.Width, dealt, [.. Enumerable.Range(0, items.Items.Count).Select(text.IsKnown)])];
    }

    private static IEnumerable<Arm> Arms(string network)
    {
        yield return new("backbone", "sasrec", network);
        yield return new("pca-start", "faerec", $"{network} features=text fusion=none score=id-only alignment=0");
        yield return new("plain-sum", "faerec", $"{network} features=text fusion=mean score=sum-norm train-scored=true alignment=0");
        yield return new("gate", "faerec", $"{network} features=text fusion=gate score=sum-norm train-scored=true alignment=0");
        yield return new("full", "faerec", $"{network} features=text smallest-weight=0.9");
        yield return new("full-shuffled", "faerec", $"{network} features={Shuffled} smallest-weight=0.9");
        yield return new("full-in-flame", "faerec", $"{network} features=text smallest-weight=0.9 backbone=flame");
    }

    private static void PrintDifference(Arm one, List<EvaluationResult> ones, Arm other, List<EvaluationResult> others)
    {
        Console.WriteLine($"{one.Name} − {other.Name}, means over {ones.Count} seeds, 95 % by resampling people");
        foreach (string key in Keys.SelectMany(_ => Slices, (key, slice) => key + slice))
        {
            double before = others.Average(result => result.Means[key]), after = ones.Average(result => result.Means[key]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {key,-13} {before:0.0000} → {after:0.0000}: {Study.Told(ones, others, key)}"));
        }
    }

    /// <summary>Whether own vectors and mapped texts are of one space, and what the gate says of items that few people chose.</summary>
    private static void PrintSpaces(Study study, Arm arm, int seed)
    {
        var model = (FaerecModel)study.Model(arm, seed);
        var counts = study.Items.TrainingCounts.ToArray();
        int[] known = [.. Enumerable.Range(0, counts.Length).Where(model.HasVector)], trained = [.. known.Where(item => counts[item] > 0)];
        SpaceReport report = SpaceReport.Of(model, trained, items: 1000, seed: 1);
        Console.WriteLine($"seed {seed} {arm.Name}: of {report.Items} items the nearest text is their own for {report.Found:0.0%}; correlation of dimensions, same {report.Same:0.000}, other {report.Other:0.000}");
        int[] order = [.. known.OrderBy(item => counts[item])];
        double[] shares = [.. order.Select(model.BehaviourShare)];
        double mean = shares.Average();
        Console.WriteLine($"  share of behaviour by tenth of popularity: {string.Join(' ', Enumerable.Range(0, 10).Select(tenth => $"{shares[(tenth * shares.Length / 10)..((tenth + 1) * shares.Length / 10)].Average():0.000}"))}; deviation over items {Math.Sqrt(shares.Average(share => (share - mean) * (share - mean))):0.0000}");
    }
}
