using System.Globalization;
using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Metrics;
using Cicerone.Metrics.Significance;
using Cicerone.Models;
using Cicerone.Protocols;
using Cicerone.Simulation;

namespace Cicerone.Benchmarks.Studies;

/// <summary>
/// <c>tencentgr FOLDER [SEED …]</c>: the rows of docs/methods/tencentgr.md, on markets of 1,500 people and 4,000 advertisements, one a seed; the seed is the
/// fits' too. People of all markets are pooled. It can be stopped and called again.
/// </summary>
internal static class AdStudy
{
    private const string Hits = "hr@10", Gains = "ndcg@10", Cold = "/cold";
    private static readonly LastAction Protocol = new();

    public static void Run(string[] arguments)
    {
        int[] seeds = Study.Seeds(arguments, 1, 1, 2);
        World[] worlds = [.. seeds.Select(seed => World.Of(arguments[0], "market", new AdMarketOptions(), seed))];
        foreach (World world in worlds) Console.WriteLine($"{world.Data.Market.ItemCount} advertisements are ranked, SHA-256 {world.Study.Items.CandidatesSha256()}; target in history, unfiltered: {world.TargetInHistory():0.0%}");
        Dictionary<string, EvaluationResult[]> rows = new()
        {
            ["random"] = Each(worlds, world => world.Test(new Arm("random", "random"))),
            ["popularity"] = Each(worlds, world => world.Truth.Popularity()),
            ["active-day popularity"] = Each(worlds, world => world.Truth.Active()),
            ["near-oracle"] = Each(worlds, world => world.Truth.NearOracle()),
        };
        foreach (Arm arm in AdArms.All) rows.Add(arm.Name, Each(worlds, world => world.Test(arm)));
        rows.Add("without history filter", Each(worlds, world => world.Again(AdArms.Best, world.Data.Split.Rules with { Mask = [] })));
        rows.Add("action not told", Each(worlds, world => world.Again(AdArms.Best, world.Data.Split.Rules with { TellsAction = false })));
        rows.Add("cold candidates left out", Each(worlds, world => world.Warm(AdArms.Best)));
        rows.Add("queries dealt out", Each(worlds, world => world.DealtOut(AdArms.Best)));
        Print("the market", worlds, rows, AdArms.Best.Name);
        Console.WriteLine($"baseline − active-day popularity: {Difference(worlds, rows[AdArms.Baseline.Name], rows["active-day popularity"])}");
        foreach ((string name, AdMarketOptions options, string without) in AdArms.Twins) RunTwin(arguments[0], name, options, without, seeds);
        RunSecondRound(arguments[0], seeds);
    }

    /// <summary>In a world without a signal, what lives on it must have nothing to gain.</summary>
    private static void RunTwin(string folder, string name, AdMarketOptions options, string without, int[] seeds)
    {
        World[] worlds = [.. seeds.Select(seed => World.Of(folder, name, options, seed))];
        Arm other = AdArms.All.Single(arm => arm.Name == without);
        Dictionary<string, EvaluationResult[]> rows = new()
        {
            ["near-oracle"] = Each(worlds, world => world.Truth.NearOracle()),
            [AdArms.Best.Name] = Each(worlds, world => world.Test(AdArms.Best)),
            [other.Name] = Each(worlds, world => world.Test(other)),
        };
        Print($"a twin: {name}", worlds, rows, AdArms.Best.Name);
    }

    private static void RunSecondRound(string folder, int[] seeds)
    {
        World[] worlds = [.. seeds.Select(seed => World.Of(folder, "second-round", new AdMarketOptions { Conversions = true }, seed))];
        Dictionary<string, EvaluationResult[]> rows = new()
        {
            ["active-day popularity"] = Each(worlds, world => world.Truth.Active()),
            ["near-oracle"] = Each(worlds, world => world.Truth.NearOracle()),
        };
        foreach (Arm arm in AdArms.SecondRound) rows.Add(arm.Name, Each(worlds, world => world.Test(arm)));
        rows.Add("action not told", Each(worlds, world => world.Again(AdArms.Best, world.Data.Split.Rules with { TellsAction = false })));
        Print("the second round, with conversions", worlds, rows, AdArms.Best.Name);
    }

    private static EvaluationResult[] Each(World[] worlds, Func<World, EvaluationResult> test) => [.. worlds.Select(test)];

    private static void Print(string title, World[] worlds, Dictionary<string, EvaluationResult[]> rows, string against)
    {
        Console.WriteLine($"\n{title}: {rows[against].Sum(result => result.People.Count)} people of {worlds.Length} markets, weighted score (w-HR@10, w-NDCG@10); NDCG@10 of cold targets; score − {against}, 95 % by resampling people");
        foreach ((string name, EvaluationResult[] results) in rows)
        {
            WeightedScore score = Score(worlds, results);
            double cold = results.SelectMany(result => result.PerPerson(Gains + Cold)).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
            string difference = name == against ? "" : Difference(worlds, results, rows[against]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-26} {score.Score:0.0000} ({score.HitRate:0.0000}, {score.Gain:0.0000})  cold {cold:0.0000}  {difference}"));
        }
    }

    private static WeightedScore Score(World[] worlds, EvaluationResult[] results) => WeightedScore.Of(
        [.. worlds.Zip(results, (world, result) => world.Weights(result)).SelectMany(weights => weights)],
        [.. results.SelectMany(result => result.PerPerson(Hits))], [.. results.SelectMany(result => result.PerPerson(Gains))]);

    private static string Difference(World[] worlds, EvaluationResult[] one, EvaluationResult[] other)
    {
        double[] differences = [.. Scores(worlds, one).Zip(Scores(worlds, other), (a, b) => a - b)];
        Interval interval = PairedBootstrap.Of([differences], seed: 1)[0];
        double mean = differences.Average(), error = Math.Sqrt(differences.Sum(difference => (difference - mean) * (difference - mean)) / (differences.Length - 1) / differences.Length);
        return string.Create(CultureInfo.InvariantCulture, $"{mean:+0.0000;-0.0000} ({interval.Low:+0.0000;-0.0000} to {interval.High:+0.0000;-0.0000}; {mean / error:0.0} standard errors)");
    }

    /// <summary>What each person adds to the weighted score, times the number of people.</summary>
    private static IEnumerable<double> Scores(World[] worlds, EvaluationResult[] results)
    {
        double[] weights = [.. worlds.Zip(results, (world, result) => world.Weights(result)).SelectMany(weights => weights)];
        double mean = weights.Average();
        double[] hits = [.. results.SelectMany(result => result.PerPerson(Hits))], gains = [.. results.SelectMany(result => result.PerPerson(Gains))];
        return weights.Select((weight, person) => weight / mean * new WeightedScore(hits[person], gains[person]).Score);
    }

    /// <summary>A market, and what was fitted on it.</summary>
    private sealed record World(AdMarketSplit Data, Study Study, int Seed)
    {
        private static readonly EvaluationOptions Options = new() { Threads = 1, Detailed = true };

        public AdTruth Truth { get; } = new(Data);

        public static World Of(string folder, string name, AdMarketOptions options, int seed)
        {
            var data = AdMarketSplit.Of(options with { Seed = (ulong)seed }, Protocol);
            string path = Path.Combine(folder, $"{name.Replace(' ', '-')}-{seed}");
            return new World(data, new Study(path, data.Split, data.Items, new Provenance($"{options.Name}, {name}", "", 0), [.. data.Features]), seed);
        }

        public double[] Weights(EvaluationResult result) => Data.Split.WeightsOf(SplitPart.Test, result.People)!;

        public EvaluationResult Test(Arm arm) => Study.Test(arm, Seed);

        /// <summary>The model of a run under other rules.</summary>
        public EvaluationResult Again(Arm arm, SplitRules rules) =>
            Evaluator.Evaluate(Study.Model(arm, Seed), Study.Items, Data.Split with { Rules = rules }, SplitPart.Test, Options);

        /// <summary>The model of a run, ranking only what training met.</summary>
        public EvaluationResult Warm(Arm arm)
        {
            int[] counts = [.. Study.Items.TrainingCounts];
            return Evaluator.Evaluate(Study.Model(arm, Seed), Study.Items.Restrict(Enumerable.Range(0, counts.Length).Where(item => counts[item] > 0)), Data.Split, SplitPart.Test, Options);
        }

        /// <summary>The model of a run, where everybody is answered what another asked: what then remains is popularity.</summary>
        public EvaluationResult DealtOut(Arm arm)
        {
            IRanker model = Study.Model(arm, Seed);
            return Evaluator.Evaluate((_, queries, catalogue, request, into) => model.TopK((Query[])[.. queries[1..], queries[0]], catalogue, request, into), Study.Items, Data.Split, SplitPart.Test, Options);
        }

        /// <summary>Share of the people whose answer is in their history, when its earlier events are not left out.</summary>
        public double TargetInHistory()
        {
            Split whole = AdMarketSplit.Of(Data.Options, Protocol with { KeepsTarget = true }).Split;
            Histories known = Histories.Of(whole.FoldIn), answers = Histories.Of(whole.Test);
            int[] people = [.. Enumerable.Range(0, answers.Count).Where(person => answers[person].Count > 0)];
            return people.Average(person => known[person].Items.Span.Contains(answers[person].Items.Span[0]) ? 1.0 : 0);
        }
    }
}
