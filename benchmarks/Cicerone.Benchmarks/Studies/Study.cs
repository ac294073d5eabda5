using System.Globalization;
using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Data.Formats;
using Cicerone.Evaluation;
using Cicerone.Metrics.Significance;
using Cicerone.Models;
using Cicerone.Neural;
using Cicerone.Protocols;

namespace Cicerone.Benchmarks.Studies;

/// <summary>
/// Arms and seeds on one split, one thread each, every fit a run folder: what is there is not fitted again, and a fit that was stopped
/// goes on from its checkpoint. Beside a run lie its epochs (<c>ARM-SEED.epochs.tsv</c>), with the processor time of each.
/// </summary>
/// <param name="folder">Where the runs are.</param>
/// <param name="split">The data and the rules.</param>
/// <param name="items">What is known of the items.</param>
/// <param name="provenance">Where the data came from.</param>
/// <param name="features">Vectors of the items, for arms that use them.</param>
internal sealed class Study(string folder, Split split, ItemTable items, Provenance provenance, params IReadOnlyList<FeatureMatrix> features)
{
    /// <summary>How many of a person's last events FLAME's released code looks at, before anything else.</summary>
    public const int LastEvents = 53;

    /// <summary>How much each training pair counts; null where all count alike.</summary>
    public PairWeights? Weights { get; init; }

    /// <summary>What an arm may be.</summary>
    public static AlgorithmTable Algorithms { get; } = new([.. AlgorithmTable.ClosedForm, .. NeuralAlgorithms.All]);

    /// <summary>The seeds among the arguments of a command, from a place on; others where there are none.</summary>
    public static int[] Seeds(string[] arguments, int place, params int[] otherwise) =>
        arguments.Length > place ? [.. arguments[place..].Select(seed => int.Parse(seed, CultureInfo.InvariantCulture))] : otherwise;

    /// <summary>The number at a place among the arguments of a command; another where there is none.</summary>
    public static int Number(string[] arguments, int place, int otherwise) => arguments.Length > place ? int.Parse(arguments[place], CultureInfo.InvariantCulture) : otherwise;

    /// <summary>The split of those people of a file whose ids are numbers that a number divides; all of the file's items are candidates.</summary>
    /// <param name="folder">Where the runs are.</param>
    /// <param name="file">The data.</param>
    /// <param name="divisor">1 takes everyone.</param>
    /// <param name="last">The last events of each person that are looked at at all.</param>
    /// <param name="describe">What is known of the items; null for nothing.</param>
    /// <param name="features">Makes vectors of the items.</param>
    public static Study LeaveOneOut(string folder, string file, int divisor, int last, Func<Vocabulary, ItemTable>? describe = null, Func<ItemTable, IReadOnlyList<FeatureMatrix>>? features = null)
    {
        Dataset data = Dataset.Open(file, new ReadOptions());
        InteractionLog log = new Data.Filters.LastEvents { PerPerson = last }.Apply(data.Log).Log;
        log = log.Select([.. Enumerable.Range(0, log.Count).Where(row => int.Parse(log.Users[log.User[row]], CultureInfo.InvariantCulture) % divisor == 0)]);
        ItemTable items = describe?.Invoke(data.Items.Items) ?? data.Items;
        return new Study(folder, new LeaveOneOut().Split(log, seed: 1), items, new Provenance(Path.GetFileName(file), data.Sha256, data.Report.BadRowCount), features?.Invoke(items) ?? []);
    }

    /// <summary>The items, with their counts in training.</summary>
    public Catalogue Items { get; } = Catalogue.Of(split.Train, items);

    /// <summary>The model of a run that is done.</summary>
    public IRanker Model(Arm arm, int seed) => RunFolder.Open(PathOf(arm, seed), Algorithms).Model.Model;

    /// <summary>Where the run of an arm is.</summary>
    public string PathOf(Arm arm, int seed) => Path.Combine(folder, $"{arm.Name}-{seed}");

    /// <summary>The epochs of a run that is done.</summary>
    public EpochTable Epochs(Arm arm, int seed) => new(PathOf(arm, seed) + ".epochs.tsv");

    /// <summary>Fits an arm, unless it has been, and tells what it earned on the test.</summary>
    public EvaluationResult Test(Arm arm, int seed)
    {
        string path = PathOf(arm, seed);
        if (!RunFolder.IsRun(path)) Fit(arm, seed, path);
        return RunFolder.Open(path, Algorithms).ReadTest(split);
    }

    /// <summary>What the mean of the scores of two fits of an arm earns on the test.</summary>
    public EvaluationResult TestOfMean(Arm arm, int seed, int otherSeed) =>
        Evaluator.Evaluate(new MeanOfTwo((IEmbeds)Model(arm, seed), (IEmbeds)Model(arm, otherSeed)), Items, split, SplitPart.Test, new EvaluationOptions { Threads = 1, Detailed = true });

    /// <summary>The mean difference of two arms over seeds and people, and its interval by resampling people.</summary>
    /// <param name="one">Figures of the one, by seed.</param>
    /// <param name="other">Figures of the other, by seed.</param>
    /// <param name="key">The measure.</param>
    public static (double Mean, Interval Interval) Difference(IReadOnlyList<EvaluationResult> one, IReadOnlyList<EvaluationResult> other, string key)
    {
        double[] differences = [.. Enumerable.Range(0, one[0].People.Count).Select(person => one.Zip(other, (a, b) => a.PerPerson(key)[person] - b.PerPerson(key)[person]).Average())];
        return (differences.Where(double.IsFinite).Average(), PairedBootstrap.Of([differences], seed: 1)[0]);
    }

    /// <summary>That difference in words: the mean and the interval.</summary>
    public static string Told(IReadOnlyList<EvaluationResult> one, IReadOnlyList<EvaluationResult> other, string key)
    {
        (double mean, Interval interval) = Difference(one, other, key);
        return string.Create(CultureInfo.InvariantCulture, $"{mean:+0.0000;-0.0000;0.0000} ({interval.Low:+0.0000;-0.0000;0.0000} to {interval.High:+0.0000;-0.0000;0.0000})");
    }

    private void Fit(Arm arm, int seed, string path)
    {
        Console.WriteLine($"{arm.Name}, seed {seed} …");
        Directory.CreateDirectory(folder);
        string checkpoint = path + ".checkpoint";
        var result = new Experiment
        {
            Algorithm = Algorithms[arm.Algorithm],
            Settings = arm.ByName,
            Split = split,
            Items = items,
            Features = features,
            Weights = Weights,
            Provenance = provenance,
            Evaluation = new EvaluationOptions { Threads = 1 },
            Fit = new FitContext { Seed = (ulong)seed, Threads = 1, CheckpointFolder = checkpoint, Resume = true, Progress = new EpochWriter(Epochs(arm, seed)) },
            Cache = BaselineCache.OfUser(),
        }.Run();
        RunFolder.Write(path, overwrite: false, result);
        if (Directory.Exists(checkpoint)) Directory.Delete(checkpoint, recursive: true); // what is not trained by gradients leaves none
    }
}
