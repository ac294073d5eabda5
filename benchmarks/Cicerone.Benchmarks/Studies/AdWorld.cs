using System.Diagnostics;
using System.Globalization;
using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Models;
using Cicerone.Protocols;
using Cicerone.Simulation;

namespace Cicerone.Benchmarks.Studies;

/// <summary>A market, and what was fitted on it.</summary>
internal sealed record AdWorld(AdMarketSplit Data, Study Study, int Seed)
{
    private static readonly LastAction Protocol = new();
    private static readonly EvaluationOptions Options = new() { Threads = 1, Detailed = true };

    public AdTruth Truth { get; } = new(Data);

    public static AdWorld Of(string folder, string name, AdMarketOptions options, int seed)
    {
        var data = AdMarketSplit.Of(options with { Seed = (ulong)seed }, Protocol);
        string path = Path.Combine(folder, $"{name.Replace(' ', '-')}-{seed}");
        return new AdWorld(data, new Study(path, data.Split, data.Items, new Provenance($"{options.Name}, {name}", "", 0), [.. data.Features]), seed);
    }

    public double[] Weights(EvaluationResult result) => Data.Split.WeightsOf(SplitPart.Test, result.People)!;

    public EvaluationResult Test(Arm arm) => Study.Test(arm, Seed);

    /// <summary>Fits an arm and tells what it earns on the validation people, epoch by epoch and at the end; test people are not looked at, and nothing is kept.</summary>
    public void Tune(Arm arm)
    {
        using Process process = Process.GetCurrentProcess();
        TimeSpan start = process.TotalProcessorTime;
        TrainingData data = TrainingData.Of(Data.Split, Data.Items, Data.Features);
        var model = (IRanker)Study.Algorithms[arm.Algorithm].Fit(data, arm.ByName, new FitContext { Seed = (ulong)Seed, Threads = 1, Progress = new EpochPrinter() });
        process.Refresh();
        Histories answers = Histories.Of(Data.Split.Valid);
        int ranked = 0, ofTopic = 0, running = 0, cold = 0;
        EvaluationResult result = Evaluator.Evaluate((people, queries, catalogue, request, into) =>
        {
            model.TopK(queries, catalogue, request, into);
            for (int q = 0; q < people.Length; q++)
            {
                History answer = answers[people[q]];
                foreach (int ad in into.Items(q)[..10])
                {
                    ranked++;
                    if (Data.Market[ad].Topic == Data.Market[answer.Items.Span[0]].Topic) ofTopic++;
                    if (Data.Market.Runs(ad, answer.Times.Span[0] / 1000)) running++;
                    if (Data.Market[ad].IsCold) cold++;
                }
            }
        }, Study.Items, Data.Split, SplitPart.Valid, Options);
        string Told(string key) => result.Means[key].ToString("0.0000", CultureInfo.InvariantCulture);
        string Share(int count) => ((double)count / ranked).ToString("0%", CultureInfo.InvariantCulture);
        Console.WriteLine($"{arm.Settings}: hr@10 {Told("hr@10")}, ndcg@10 {Told("ndcg@10")}, of cold targets {Told("ndcg@10/cold")}; of the ten, {Share(ofTopic)} are of the answer's topic, {Share(running)} run, {Share(cold)} are cold; {result.People.Count} people, {(process.TotalProcessorTime - start).TotalSeconds:0} s of a processor");
    }

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

    private sealed class EpochPrinter : IProgress<FitProgress>
    {
        public void Report(FitProgress value)
        {
            if (value.Epoch is { Validation: { } figure } epoch) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {epoch.Epoch} {epoch.Loss:0.000} {figure:0.0000}"));
        }
    }
}
