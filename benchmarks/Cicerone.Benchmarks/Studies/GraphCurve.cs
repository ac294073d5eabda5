using System.Globalization;
using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Protocols;

namespace Cicerone.Benchmarks.Studies;

/// <summary>
/// <c>lightgcn GOWALLA FOLDER [EPOCHS]</c>: LightGCN on gowalla, a twentieth of the training events held out to watch it: its curve, the cost of an
/// epoch, and the test. It can be stopped and called again.
/// </summary>
internal static class GraphCurve
{
    private const double Watched = 0.05;

    public static void Run(string[] arguments)
    {
        int epochs = Study.Number(arguments, 2, 10);
        InteractionLog all = Gowalla.Read(arguments[0], "train", new InteractionLogBuilder().Build()), test = Gowalla.Read(arguments[0], "test", all);
        Split held = new RandomHoldout { Validation = 0, Test = Watched }.Split(all, seed: 1);
        var split = new Split("files", held.Train, held.Test, test, SplitRules.FullHistory);
        var study = new Study(arguments[1], split, ItemTable.Without(all.Items), new Provenance("gowalla", "", 0));
        var arm = new Arm($"lightgcn-{epochs}", "lightgcn", $"epochs={epochs} batch-size=2048 watch=recall@20");
        EvaluationResult result = study.Test(arm, seed: 1);
        foreach (EpochTable.Line line in study.Epochs(arm, seed: 1).Lines)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  epoch {line.Epoch}: loss {line.Loss:0.0000}, validation recall@20 {line.Validation:0.0000}, {line.Seconds:0.0} CPU s"));
        Console.WriteLine($"test recall@20 {result.Means["recall@20"]:0.0000} ndcg@20 {result.Means["ndcg@20"]:0.0000}");
    }
}
