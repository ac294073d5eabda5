using System.Globalization;
using Cicerone.Data.Dialogues;
using Cicerone.Evaluation.Dialogues;
using Cicerone.Language.Conversations.Views;
using Cicerone.Metrics.Significance;
using Cicerone.Models;

namespace Cicerone.Benchmarks.Studies;

/// <summary>
/// <c>dialogues TRAINING TEST [held-out=N OPTION=VALUE …]</c>: recall of what recommenders name in the dialogues of one file, after learning from those of another: the two views of
/// the retriever, fused and each alone, beside copying, popularity and co-mention; on new items, and on all. With dialogues held out, the last N of the training file stand in the place of the test, to
/// choose options of the fusion by.
/// </summary>
internal static class DialogueTable
{
    public static void Run(string[] arguments)
    {
        var items = new DialogueItems();
        IReadOnlyList<Dialogue> learned = DialogueFile.Read(arguments[0], items), test = DialogueFile.Read(arguments[1], items);
        Dictionary<string, string> settings = arguments.Skip(2).Select(argument => argument.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        if (settings.Remove("held-out", out string? count))
        {
            int heldOut = int.Parse(count, CultureInfo.InvariantCulture);
            (learned, test) = ([.. learned.SkipLast(heldOut)], [.. learned.TakeLast(heldOut)]);
        }
        var training = new DialogueTraining(learned, test, items);
        ViewFusion fusion = DialogueFusion.Fit(training, OptionsBinder.Bind<FusionOptions>(settings, "fusion"), new FitContext { Threads = 1 });
        Console.WriteLine(Line($"{learned.Count} training and {test.Count} test dialogues, {items.Count} items"));
        IDialogueRanker[] rankers = [new CopyMentioned(), MentionRanker.Popularity(training), MentionRanker.CoMention(training), .. DialogueRetriever.Fit(training), DialogueRetriever.Fused(training, fusion)];
        foreach (bool onlyNew in (bool[])[true, false])
        {
            DialogueFigures[] figures = [.. rankers.Select(ranker => DialogueEvaluator.Evaluate(ranker, test, items, onlyNew))];
            Console.WriteLine(Line($"{(onlyNew ? "new items only" : "all items")}: {figures[0].Cases} turns of {figures[0].PerDialogue.Count} dialogues"));
            foreach (DialogueFigures one in figures)
                Console.WriteLine($"  {one.Name,-24} {string.Join("  ", DialogueEvaluator.Cutoffs.Select(k => Line($"recall@{k} {one.Recall(k):0.0000}")))}");
            if (!onlyNew) continue;
            Difference(figures[3], figures[2]);
            Difference(figures[^1], figures[3]);
        }
    }

    /// <summary>Tells the difference of two rankers, with its interval over dialogues.</summary>
    public static void Difference(DialogueFigures one, DialogueFigures other, int most = int.MaxValue)
    {
        foreach (int k in DialogueEvaluator.Cutoffs.Where(k => k <= most))
        {
            double[] differences = [.. one.Column(k).Zip(other.Column(k), (a, b) => a - b)];
            Interval interval = PairedBootstrap.Of([differences], seed: 1)[0];
            Console.WriteLine(Line($"  {one.Name} less {other.Name}, recall@{k}: {differences.Average():+0.0000;-0.0000} ({interval.Low:+0.0000;-0.0000} to {interval.High:+0.0000;-0.0000})"));
        }
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
