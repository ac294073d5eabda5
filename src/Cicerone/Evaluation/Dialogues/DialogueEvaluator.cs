using Cicerone.Data.Dialogues;

namespace Cicerone.Evaluation.Dialogues;

/// <summary>Recall of what recommenders name, over all items: the share of a case's targets among the first k, averaged over the cases of a dialogue, then over dialogues.</summary>
public static class DialogueEvaluator
{
    /// <summary>The cutoffs.</summary>
    public static IReadOnlyList<int> Cutoffs { get; } = [1, 5, 10, 50];

    /// <summary>What a ranker earns.</summary>
    /// <param name="ranker">Foretells.</param>
    /// <param name="dialogues">The test.</param>
    /// <param name="items">Every item is a candidate.</param>
    /// <param name="onlyNew">Whether items that were mentioned before are neither targets nor candidates.</param>
    public static DialogueFigures Evaluate(IDialogueRanker ranker, IReadOnlyList<Dialogue> dialogues, DialogueItems items, bool onlyNew)
    {
        ArgumentNullException.ThrowIfNull(ranker);
        ArgumentNullException.ThrowIfNull(items);
        float[] scores = new float[items.Count];
        var recalls = new List<double[]>();
        int cases = 0;
        foreach (IGrouping<string, DialogueCase> ofDialogue in DialogueCase.Of(dialogues, onlyNew).GroupBy(one => one.Dialogue.Id))
        {
            double[] sums = new double[Cutoffs.Count];
            int count = 0;
            foreach (DialogueCase one in ofDialogue)
            {
                ranker.Score(one, scores);
                if (onlyNew) foreach (int item in one.Mentioned) scores[item] = float.NegativeInfinity;
                foreach (int target in one.Targets)
                {
                    int place = Place(scores, target, items);
                    for (int k = 0; k < sums.Length; k++)
                        if (place < Cutoffs[k]) sums[k] += 1.0 / one.Targets.Count;
                }
                count++;
            }
            recalls.Add([.. sums.Select(sum => sum / count)]);
            cases += count;
        }
        return new DialogueFigures(ranker.Name, cases, recalls);
    }

    /// <summary>The place of an item, from 0; equal scores in an order that tells nothing of the answer.</summary>
    private static int Place(ReadOnlySpan<float> scores, int target, DialogueItems items)
    {
        ulong order = RandomSource.Hash(items.Ids[target]);
        int place = 0;
        for (int item = 0; item < scores.Length; item++)
            if (scores[item] > scores[target] || (scores[item] == scores[target] && item != target && RandomSource.Hash(items.Ids[item]) < order)) place++;
        return place;
    }
}

/// <summary>What a ranker earns on dialogues.</summary>
/// <param name="Name">The ranker.</param>
/// <param name="Cases">How many turns were foretold.</param>
/// <param name="PerDialogue">Shape [dialogues with a case, <see cref="DialogueEvaluator.Cutoffs"/>]: recall.</param>
public sealed record DialogueFigures(string Name, int Cases, IReadOnlyList<double[]> PerDialogue)
{
    /// <summary>Mean recall over dialogues at a cutoff.</summary>
    /// <param name="cutoff">One of <see cref="DialogueEvaluator.Cutoffs"/>.</param>
    public double Recall(int cutoff) => Column(cutoff).Average();

    /// <summary>Recall of each dialogue at a cutoff.</summary>
    /// <param name="cutoff">One of <see cref="DialogueEvaluator.Cutoffs"/>.</param>
    public double[] Column(int cutoff)
    {
        int column = ((List<int>)[.. DialogueEvaluator.Cutoffs]).IndexOf(cutoff);
        if (column < 0) throw new CiceroneException($"There is no recall at {cutoff}; the cutoffs are {string.Join(", ", DialogueEvaluator.Cutoffs)}.");
        return [.. PerDialogue.Select(figures => figures[column])];
    }
}
