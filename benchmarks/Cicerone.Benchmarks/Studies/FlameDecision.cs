using Cicerone.Evaluation;

namespace Cicerone.Benchmarks.Studies;

/// <summary>
/// <c>flame SEQUENCES FOLDER [DIVISOR] [EPOCHS] [SEED …]</c>: FLAME beside SASRec, an ensemble of two, and its controls, by the rule that
/// docs/claims.md states. It can be stopped and called again.
/// </summary>
internal static class FlameDecision
{
    private const string Key = "ndcg@20", Ensemble = "mean of two sasrec";
    private const int SecondOfTwo = 100; // added to a seed, gives the second network of its ensemble

    public static void Run(string[] arguments)
    {
        int divisor = Study.Number(arguments, 2, 4), epochs = Study.Number(arguments, 3, 60);
        int[] seeds = Study.Seeds(arguments, 4, 1, 2);
        var study = Study.LeaveOneOut(arguments[1], arguments[0], divisor, Study.LastEvents);
        string budget = $"epochs={epochs} patience=20";
        Arm plain = new("sasrec", "sasrec", budget);
        Arm[] arms =
        [
            plain,
            new("flame", "flame", budget),
            new("no-mutual-loss", "flame", $"{budget} mutual-weight=0"),
            new("both-from-scratch", "flame", $"{budget} partner=learning"),
            new("sasrec-all-positions", "sasrec", $"{budget} targets=all"), // the faster mode, beside the decision
            new("flame-all-positions", "flame", $"{budget} targets=all"),
        ];
        var tests = new Dictionary<string, EvaluationResult[]>();
        foreach (Arm arm in arms)
        {
            tests.Add(arm.Name, [.. seeds.Select(seed => study.Test(arm, seed))]);
            if (arm != plain) PrintTests(tests);
        }
        foreach (int seed in seeds) study.Test(plain, seed + SecondOfTwo);
        tests.Add(Ensemble, [.. seeds.Select(seed => study.TestOfMean(plain, seed, seed + SecondOfTwo))]);
        PrintTests(tests);
        foreach (int seed in seeds) PrintConvergence(study, arms, plain, seed);
    }

    /// <summary>What the arms that are done earned, against the plain network and, for FLAME, against each of the others.</summary>
    private static void PrintTests(Dictionary<string, EvaluationResult[]> tests)
    {
        EvaluationResult[] plain = tests["sasrec"], flame = tests["flame"];
        Console.WriteLine($"\ntest {Key} over {plain.Length} seeds and {plain[0].People.Count} people");
        foreach ((string name, EvaluationResult[] results) in tests)
            Console.WriteLine($"  {name,-20} {string.Join(' ', results.Select(result => $"{result.Means[Key]:0.0000}"))}  against sasrec {Study.Told(results, plain, Key)}  flame against it {Study.Told(flame, results, Key)}");
    }

    /// <summary>Epochs and processor time to the best of SASRec, and to an arm's own best; a partner's training is counted in the time.</summary>
    private static void PrintConvergence(Study study, Arm[] arms, Arm plain, int seed)
    {
        double goal = study.Epochs(plain, seed).Lines.Max(line => line.Validation);
        Console.WriteLine($"\nseed {seed}: to sasrec's best validation, {goal:0.0000}");
        foreach (Arm arm in arms)
        {
            IReadOnlyList<EpochTable.Line> lines = study.Epochs(arm, seed).Lines;
            double before = lines.Where(line => line.Stage.EndsWith("pretraining", StringComparison.Ordinal)).Sum(line => line.Seconds);
            EpochTable.Line[] own = [.. lines.Where(line => line.Stage == arm.Algorithm)];
            double SecondsTo(EpochTable.Line epoch) => before + own.TakeWhile(line => line.Epoch <= epoch.Epoch).Sum(line => line.Seconds);
            EpochTable.Line best = own.MaxBy(line => line.Validation)!, last = own[^1];
            EpochTable.Line? reached = own.FirstOrDefault(line => line.Validation >= goal);
            Console.WriteLine($"  {arm.Name,-20} {(reached is null ? "not reached" : $"epoch {reached.Epoch}, {SecondsTo(reached):0} s"),-22} own best {best.Validation:0.0000} in epoch {best.Epoch}, {SecondsTo(best):0} s; {last.Epoch} epochs, {SecondsTo(last):0} s, of which pretraining {before:0} s");
        }
        foreach (EpochTable.Line line in study.Epochs(arms[1], seed).Lines.Where(line => line.Stage == "flame" && (line.Epoch == 1 || line.Epoch % 10 == 0)))
            Console.WriteLine($"    flame, epoch {line.Epoch}: {line.Figures}");
    }
}
