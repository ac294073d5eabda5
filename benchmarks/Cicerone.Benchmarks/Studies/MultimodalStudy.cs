using System.Diagnostics;
using System.Globalization;
using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Evaluation;
using Cicerone.Kernels;
using Cicerone.Metrics;
using Cicerone.Metrics.Significance;
using Cicerone.Neural.Multimodal;
using Cicerone.Neural.Multimodal.Denoising;
using Cicerone.Protocols;

namespace Cicerone.Benchmarks.Studies;

/// <summary>
/// <c>multimodal DATASET FOLDER [ARM,ARM…|all] [SEED …]</c>: JBM-Diff, each of its mechanisms switched off, and its bases, on <c>bookshop</c>, lfm2k-multimodal or tiktok-mm; then some of
/// them with planted clicks, and what the credibility finds of them (<c>planted-10</c>, <c>-20</c>, <c>-30</c> among the arms). <c>ALGORITHM+setting=value</c> is an arm of one's own.
/// It can be stopped and called again.
/// </summary>
internal static class MultimodalStudy
{
    private const string All = "all", Full = "jbm-diff", Trained = "width=64 batch-size=4096 watch=recall@20 epochs=100";
    private const int NeighboursCompared = 10;
    private static readonly string[] Keys = ["recall@20", "ndcg@20"];
    private static readonly double[] Shares = [0.1, 0.2, 0.3];
    private static readonly string[] UnderNoise = ["lightgcn", "freedom", Full, "jbm-no-credibility"];

    public static void Run(string[] arguments)
    {
        MultimodalWorld world = MultimodalWorld.Open(arguments[0]);
        string[] wanted = arguments.Length > 2 ? arguments[2].Split(',') : [All];
        int[] seeds = Study.Seeds(arguments, 3, 1, 2, 3);
        Arm[] arms = [.. Arms(world).Where(arm => wanted.Contains(All) || wanted.Contains(arm.Name)), .. wanted.Where(name => name.Contains('+', StringComparison.Ordinal)).Select(typed => Tried(typed, world))];
        Study clean = StudyOf(world, Path.Combine(arguments[1], "clean"), world.Split);
        var tests = Table(clean, arms, seeds);
        foreach (Arm arm in arms.Where(arm => arm.Algorithm == Full))
            foreach (int seed in seeds) Looked(world, clean, arm, seed);
        foreach (double share in Shares.Where(share => wanted.Contains(All) || wanted.Contains(Planted(share))))
            Plant(world, arguments[1], share, [.. Arms(world).Where(arm => UnderNoise.Contains(arm.Name))], seeds, tests);
        Console.WriteLine($"most memory {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB");
    }

    private static string Planted(double share) => $"planted-{100 * share:0}";

    private static Study StudyOf(MultimodalWorld world, string folder, Split split) => new(folder, split, world.Items, world.Provenance, world.Features);

    private static string TrainedOn(MultimodalWorld world, string algorithm) => $"{Trained} patience={world.Patience} {world.Tuned[algorithm]}";

    private static string WithFeatures(MultimodalWorld world, string algorithm, bool noisy = false) => $"{TrainedOn(world, algorithm)} features={world.FeatureNames(noisy)}";

    private static IEnumerable<Arm> Arms(MultimodalWorld world)
    {
        string clean = $"{WithFeatures(world, Full)} pruning={world.Pruning}", noisy = $"{WithFeatures(world, Full, noisy: true)} pruning={world.Pruning}", freedom = WithFeatures(world, "freedom");
        yield return new("popularity", "popularity");
        yield return new("item-knn", "item-knn");
        yield return new("ease", "ease");
        yield return new("bpr-mf", "bpr-mf", TrainedOn(world, "bpr-mf"));
        yield return new("lightgcn", "lightgcn", $"{TrainedOn(world, "lightgcn")} layers=2");
        yield return new("vbpr", "vbpr", WithFeatures(world, "vbpr"));
        yield return new("freedom", "freedom", freedom);
        yield return new("freedom-unpruned", "freedom", $"{freedom} pruning=0");
        yield return new("bm3", "bm3", WithFeatures(world, "bm3"));
        yield return new(Full, Full, clean);
        yield return new("jbm-no-diffusion", Full, $"{clean} diffusion=false");
        yield return new("jbm-shuffled", Full, $"{clean} condition=shuffled");
        yield return new("jbm-no-condition", Full, $"{clean} condition=none");
        yield return new("jbm-no-smoothing", Full, $"{clean} smoothing=false");
        yield return new("jbm-guidance", Full, $"{clean} guidance=1");
        yield return new("jbm-no-preference", Full, $"{clean} preference-view=false");
        yield return new("jbm-no-semantic", Full, $"{clean} semantic-view=false");
        yield return new("jbm-frozen-graph", Full, $"{clean} redrawing=0");
        yield return new("jbm-no-alignment", Full, $"{clean} alignment=0");
        yield return new("jbm-no-credibility", Full, $"{clean} credibility=none");
        yield return new("jbm-pair-credibility", Full, $"{clean} credibility=pair");
        yield return new("jbm-no-augmentation", Full, $"{clean} augmentation=false");
        yield return new("freedom-noisy", "freedom", WithFeatures(world, "freedom", noisy: true));
        yield return new("jbm-noisy", Full, noisy);
        yield return new("jbm-noisy-frozen-graph", Full, $"{noisy} redrawing=0");
        yield return new("jbm-noisy-no-diffusion", Full, $"{noisy} diffusion=false");
    }

    /// <summary>An algorithm with what is set beside the study's settings.</summary>
    private static Arm Tried(string typed, MultimodalWorld world)
    {
        string[] parts = typed.Split('+');
        string known = Study.Algorithms[parts[0]].Complete(new Dictionary<string, string>()).ContainsKey("features") ? WithFeatures(world, parts[0]) : TrainedOn(world, parts[0]);
        IEnumerable<string> settings = $"{known} {string.Join(' ', parts[1..])}".Split(' ').GroupBy(setting => setting.Split('=')[0]).Select(given => given.Last());
        return new Arm(typed, parts[0], string.Join(' ', settings));
    }

    /// <summary>Fits and tests every arm, and sets each against LightGCN and against the whole method.</summary>
    private static Dictionary<string, List<EvaluationResult>> Table(Study study, Arm[] arms, int[] seeds)
    {
        var tests = arms.ToDictionary(arm => arm.Name, _ => new List<EvaluationResult>());
        foreach (int seed in seeds)
            foreach (Arm arm in arms)
            {
                tests[arm.Name].Add(study.Test(arm, seed));
                IReadOnlyList<EpochTable.Line> epochs = study.Epochs(arm, seed).Lines;
                string cost = epochs.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {epochs.Count} epochs of {epochs.Average(epoch => epoch.Seconds):0.00} CPU s, validation {epochs.Max(epoch => epoch.Validation):0.0000}");
                Console.WriteLine($"seed {seed} {arm.Name,-22} {string.Join(' ', Keys.Select(key => $"{key} {tests[arm.Name][^1].Means[key]:0.0000}"))}{cost}");
            }
        foreach (string other in ((string[])["lightgcn", Full]).Where(tests.ContainsKey))
            foreach ((string name, List<EvaluationResult> results) in tests.Where(arm => arm.Key != other))
                Console.WriteLine($"{name} − {other}: {string.Join("; ", Keys.Select(key => $"{key} {results.Average(result => result.Means[key]):0.0000}, {Study.Told(results, tests[other], key)}"))}");
        return tests;
    }

    /// <summary>The same arms with clicks planted in training: what each loses, and whether the credibility finds them.</summary>
    private static void Plant(MultimodalWorld world, string folder, double share, Arm[] arms, int[] seeds, Dictionary<string, List<EvaluationResult>> clean)
    {
        Console.WriteLine($"with {share:0%} planted clicks");
        var planted = InjectedClicks.Into(world.Split, share, seed: 1);
        Study study = StudyOf(world, Path.Combine(folder, Planted(share)), planted.Split);
        var tests = Table(study, arms, seeds);
        foreach ((string name, List<EvaluationResult> results) in tests.Where(arm => clean.ContainsKey(arm.Key)))
            Console.WriteLine($"{name} loses {string.Join(" and ", Keys.Select(key => $"{Lost(clean[name], results, key).Average():0.0%} of {key}{(name == Full || !clean.ContainsKey(Full) ? "" : $", {LostMore(name, key)} more than {Full}")}"))}");
        foreach (Arm arm in arms.Where(arm => arm.Algorithm == Full))
            foreach (int seed in seeds) Found($"planted clicks, {arm.Name}", planted.Split, planted.Planted, (JbmDiffModel)study.Model(arm, seed), seed);
        Weighed(world, Path.Combine(folder, $"{Planted(share)}-weighed"), planted.Split, study, arms, seeds, tests);

        string LostMore(string name, string key)
        {
            double[] more = [.. Lost(clean[name], tests[name], key).Zip(Lost(clean[Full], tests[Full], key), (one, other) => one - other)];
            Interval interval = PairedBootstrap.Of([more], seed: 1)[0];
            return string.Create(CultureInfo.InvariantCulture, $"{more.Average():+0.0%;-0.0%} ({interval.Low:+0.0%;-0.0%} to {interval.High:+0.0%;-0.0%})");
        }
    }

    /// <summary>What each person loses, over seeds, as a share of what all have in the mean: its mean is the share that is lost.</summary>
    private static double[] Lost(List<EvaluationResult> before, List<EvaluationResult> after, string key)
    {
        double all = before.Average(result => result.Means[key]);
        return [.. Enumerable.Range(0, before[0].People.Count).Select(person => before.Zip(after, (a, b) => a.PerPerson(key)[person] - b.PerPerson(key)[person]).Average() / all).Where(double.IsFinite)];
    }

    /// <summary>LightGCN and FREEDOM again, with the credibility that JBM-Diff gave each training pair as its weight.</summary>
    private static void Weighed(MultimodalWorld world, string folder, Split split, Study study, Arm[] arms, int[] seeds, Dictionary<string, List<EvaluationResult>> alike)
    {
        Arm judge = arms.Single(arm => arm.Name == Full);
        foreach (Arm arm in arms.Where(arm => arm.Algorithm != judge.Algorithm))
        {
            var weighed = seeds.Select(seed => new Study(folder, split, world.Items, world.Provenance, world.Features) { Weights = new CredibilityReport((JbmDiffModel)study.Model(judge, seed), split.Train).ToWeights() }.Test(arm, seed)).ToList();
            Console.WriteLine($"{arm.Name} by credibility − {arm.Name}: {string.Join("; ", Keys.Select(key => $"{key} {weighed.Average(result => result.Means[key]):0.0000}, {Study.Told(weighed, alike[arm.Name], key)}"))}");
        }
    }

    /// <summary>How well credibility tells false pairs of the training part from the others: the chance that of one of each the false one has less.</summary>
    private static void Found(string what, Split split, IReadOnlyList<(int Person, int Item)> falsePairs, JbmDiffModel model, int seed)
    {
        HashSet<(int, int)> isFalse = [.. falsePairs];
        var histories = Histories.Of(split.Train);
        string Of(Func<History, float[]> judge)
        {
            List<float> real = [], wrong = [];
            for (int person = 0; person < histories.Count; person++)
                foreach ((int item, float credibility) in histories[person].Items.ToArray().Zip(judge(histories[person]))) (isFalse.Contains((person, item)) ? wrong : real).Add(credibility);
            return $"{AreaUnderCurve.Of([.. real], [.. wrong], real.Count):0.000}";
        }
        Console.WriteLine($"seed {seed} AUC of {what}: {Of(model.Judge)}; {string.Join(", ", model.Views.Select(view => $"{view} alone {Of(history => model.Judge(history, view))}"))}");
    }

    /// <summary>What a fit of JBM-Diff was like: its diffusion and credibility at the end, its neighbours, and what it finds of the slips.</summary>
    private static void Looked(MultimodalWorld world, Study study, Arm arm, int seed)
    {
        Console.WriteLine($"seed {seed} {arm.Name}, last epoch: {study.Epochs(arm, seed).Lines[^1].Figures}");
        var model = (JbmDiffModel)study.Model(arm, seed);
        foreach (string view in model.Views.Where(view => view != PreferenceView.OfBehaviour)) Neighbours(world, arm, model, world.Features.Single(features => PreferenceView.NameOf(features.Name) == view), seed);
        if (world.Slips.Count > 0) Found($"slips, {arm.Name}", world.Split, world.Slips, model, seed);
    }

    /// <summary>How many of an item's nearest, by features as given and as denoised, are nearest by clean features, and of its kind where the truth is known.</summary>
    private static void Neighbours(MultimodalWorld world, Arm arm, JbmDiffModel model, FeatureMatrix given, int seed)
    {
        FeatureMatrix features = world.CleanOf(given);
        int[][] clean = Nearest(new Modality(features).Values, features.Width), raw = Nearest(new Modality(given).Values, given.Width), denoised = Nearest(model.VectorsOf(PreferenceView.NameOf(given.Name)), model.ItemVectors.Width);
        double Shared(int[][] other) => clean.Zip(other, (a, b) => a.Intersect(b).Count() / (double)NeighboursCompared).Average();
        double OfKind(int[][] nearest) => nearest.Index().Average(row => row.Item.Count(other => world.Kinds[other] == world.Kinds[row.Index]) / (double)NeighboursCompared);
        string kinds = world.Kinds.Count == 0 ? "" : $"; of its own kind are {OfKind(clean):0.000} of the clean, {OfKind(raw):0.000} as given, {OfKind(denoised):0.000} as denoised";
        Console.WriteLine($"seed {seed} {arm.Name} {given.Name}: of the {NeighboursCompared} nearest by clean features {Shared(raw):0.000} are nearest as given and {Shared(denoised):0.000} as denoised{kinds}");
    }

    private static int[][] Nearest(ReadOnlySpan<float> vectors, int width) =>
        [.. NearestNeighbours.Of(vectors, width, NeighboursCompared, _ => true, new ParallelOptions { MaxDegreeOfParallelism = 1 }).Select(row => row.Select(other => other.Row).ToArray())];
}
