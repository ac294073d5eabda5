using System.Globalization;
using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Evaluation;
using Cicerone.Kernels;
using Cicerone.Metrics;
using Cicerone.Neural.Multimodal;
using Cicerone.Neural.Multimodal.Denoising;
using Cicerone.Protocols;

namespace Cicerone.Benchmarks.Studies;

/// <summary>
/// <c>multimodal DATASET FOLDER [ARM,ARM…|all] [SEED …]</c>: JBM-Diff, each of its mechanisms switched off, and its bases, on <c>bookshop</c>, lfm2k-multimodal or tiktok-mm; then the
/// same with planted clicks, and what the credibility finds of them. It can be stopped and called again.
/// </summary>
internal static class MultimodalStudy
{
    private const string All = "all", Full = "jbm-diff", Trained = "width=64 batch-size=2048 watch=recall@20 epochs=300 patience=10";
    private const int NeighboursCompared = 10;
    private static readonly string[] Keys = ["recall@20", "ndcg@20"];
    private static readonly double[] Shares = [0.1, 0.2, 0.3];
    private static readonly string[] UnderNoise = ["lightgcn", "freedom", Full, "jbm-no-credibility"];

    public static void Run(string[] arguments)
    {
        MultimodalWorld world = MultimodalWorld.Open(arguments[0]);
        string wanted = arguments.Length > 2 ? arguments[2] : All;
        int[] seeds = Study.Seeds(arguments, 3, 1, 2, 3);
        Arm[] arms = [.. Arms(world).Where(arm => wanted == All || wanted.Split(',').Contains(arm.Name))];
        Study clean = StudyOf(world, Path.Combine(arguments[1], "clean"), world.Split);
        var tests = Table(clean, arms, seeds);
        foreach (Arm arm in arms.Where(arm => arm.Name is Full or "jbm-noisy"))
            foreach (int seed in seeds) Neighbours(world, arm, (JbmDiffModel)clean.Model(arm, seed), seed);
        if (world.Slips.Count > 0)
            foreach (Arm arm in arms.Where(arm => arm.Name == Full))
                foreach (int seed in seeds) Found("slips", world.Split, world.Slips, (JbmDiffModel)clean.Model(arm, seed), seed);
        if (wanted == All || wanted.Contains("planted", StringComparison.Ordinal))
            foreach (double share in Shares) Planted(world, arguments[1], share, [.. Arms(world).Where(arm => UnderNoise.Contains(arm.Name))], seeds, tests);
    }

    private static Study StudyOf(MultimodalWorld world, string folder, Split split) => new(folder, split, world.Items, world.Provenance, world.Features);

    private static IEnumerable<Arm> Arms(MultimodalWorld world)
    {
        string clean = $"{Trained} features={world.FeatureNames(noisy: false)}", noisy = $"{Trained} features={world.FeatureNames(noisy: true)}";
        yield return new("popularity", "popularity");
        yield return new("item-knn", "item-knn");
        yield return new("ease", "ease");
        yield return new("bpr-mf", "bpr-mf", Trained);
        yield return new("lightgcn", "lightgcn", $"{Trained} layers=2");
        yield return new("vbpr", "vbpr", clean);
        yield return new("freedom", "freedom", clean);
        yield return new("bm3", "bm3", clean);
        yield return new(Full, "jbm-diff", clean);
        yield return new("jbm-no-diffusion", "jbm-diff", $"{clean} diffusion=false");
        yield return new("jbm-shuffled", "jbm-diff", $"{clean} condition=shuffled");
        yield return new("jbm-no-condition", "jbm-diff", $"{clean} condition=none");
        yield return new("jbm-no-smoothing", "jbm-diff", $"{clean} smoothing=false");
        yield return new("jbm-guidance", "jbm-diff", $"{clean} guidance=1");
        yield return new("jbm-no-preference", "jbm-diff", $"{clean} preference-view=false");
        yield return new("jbm-no-semantic", "jbm-diff", $"{clean} semantic-view=false");
        yield return new("jbm-no-alignment", "jbm-diff", $"{clean} alignment=0");
        yield return new("jbm-no-credibility", "jbm-diff", $"{clean} credibility=none");
        yield return new("jbm-pair-credibility", "jbm-diff", $"{clean} credibility=pair");
        yield return new("jbm-no-augmentation", "jbm-diff", $"{clean} augmentation=false");
        yield return new("freedom-noisy", "freedom", noisy);
        yield return new("jbm-noisy", "jbm-diff", noisy);
        yield return new("jbm-noisy-no-diffusion", "jbm-diff", $"{noisy} diffusion=false");
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
    private static void Planted(MultimodalWorld world, string folder, double share, Arm[] arms, int[] seeds, Dictionary<string, List<EvaluationResult>> clean)
    {
        Console.WriteLine($"with {share:0%} planted clicks");
        var planted = InjectedClicks.Into(world.Split, share, seed: 1);
        Study study = StudyOf(world, Path.Combine(folder, $"planted-{100 * share:0}"), planted.Split);
        var tests = Table(study, arms, seeds);
        foreach ((string name, List<EvaluationResult> results) in tests)
            if (clean.TryGetValue(name, out List<EvaluationResult>? before))
                Console.WriteLine($"{name} loses {string.Join(" and ", Keys.Select(key => $"{1 - results.Average(result => result.Means[key]) / before.Average(result => result.Means[key]):0.0%} of {key}"))}");
        foreach (Arm arm in arms.Where(arm => arm.Algorithm == "jbm-diff"))
            foreach (int seed in seeds) Found($"planted clicks, {arm.Name}", planted.Split, planted.Planted, (JbmDiffModel)study.Model(arm, seed), seed);
        Weighed(world, Path.Combine(folder, $"planted-{100 * share:0}-weighed"), planted.Split, study, arms, seeds, tests);
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

    /// <summary>How many of an item's nearest by clean features are nearest by denoised ones, and by those the model was given.</summary>
    private static void Neighbours(MultimodalWorld world, Arm arm, JbmDiffModel model, int seed)
    {
        foreach (FeatureMatrix features in world.Clean)
        {
            FeatureMatrix given = arm.Name == Full ? features : world.NoisyOf(features);
            int[][] clean = Nearest(new Modality(features).Values, features.Width), raw = Nearest(new Modality(given).Values, given.Width), denoised = Nearest(model.VectorsOf($"features.{given.Name}"), model.ItemVectors.Width);
            double Shared(int[][] other) => clean.Zip(other, (a, b) => a.Intersect(b).Count() / (double)NeighboursCompared).Average();
            Console.WriteLine($"seed {seed} {arm.Name} {given.Name}: of the {NeighboursCompared} nearest by clean features {Shared(raw):0.000} are nearest as given and {Shared(denoised):0.000} as denoised");
        }
    }

    private static int[][] Nearest(ReadOnlySpan<float> vectors, int width) =>
        [.. NearestNeighbours.Of(vectors, width, NeighboursCompared, _ => true, new ParallelOptions { MaxDegreeOfParallelism = 1 }).Select(row => row.Select(other => other.Row).ToArray())];
}
