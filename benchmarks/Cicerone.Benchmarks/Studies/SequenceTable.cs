using System.Globalization;
using Cicerone.Evaluation;

namespace Cicerone.Benchmarks.Studies;

/// <summary>
/// <c>sequences FILE FOLDER [SEED …]</c>: the sequence models and losses beside one another on a file of sequences, everyone in it, the last
/// 53 events of each, leave-one-out. It can be stopped and called again.
/// </summary>
internal static class SequenceTable
{
    private static readonly string[] Keys = ["hr@10", "ndcg@10", "hr@20", "ndcg@20"];

    public static void Run(string[] arguments)
    {
        int[] seeds = Study.Seeds(arguments, 2, 1, 2, 3);
        var study = Study.LeaveOneOut(arguments[1], arguments[0], divisor: 1, Study.LastEvents);
        Arm[] arms =
        [
            new("sasrec", "sasrec"),
            new("sasrec-sampled-softmax", "sasrec", "preset=sampled-softmax"),
            new("sasrec-gbce", "sasrec", "preset=gsasrec"),
            new("sasrec-bce", "sasrec", "preset=paper"),
            new("gru4rec", "gru4rec", "targets=all"),
            new("bert4rec", "bert4rec"),
        ];
        EvaluationResult[]? plain = null;
        foreach (Arm arm in arms)
        {
            EvaluationResult[] results = [.. seeds.Select(seed => study.Test(arm, seed))];
            plain ??= results;
            double seconds = seeds.Average(seed => study.Epochs(arm, seed).Lines.Sum(line => line.Seconds));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{arm.Name,-24} {string.Join("  ", Keys.Select(key => $"{key} {results.Average(result => result.Means[key]):0.0000}"))}  {Keys[^1]} against sasrec {Study.Told(results, plain, Keys[^1])}  {seconds:0} CPU s"));
        }
    }
}
