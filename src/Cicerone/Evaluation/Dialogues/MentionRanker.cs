using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Evaluation.Dialogues;

/// <summary>A model of the project over who mentioned what, after the items that were mentioned before: popularity, or co-mention by the cosine.</summary>
/// <param name="name">What reports call it.</param>
/// <param name="model">The model.</param>
/// <param name="catalogue">The items.</param>
public sealed class MentionRanker(string name, IScores model, Catalogue catalogue) : IDialogueRanker
{
    /// <inheritdoc/>
    public string Name => name;

    /// <summary>How often training dialogues mention an item.</summary>
    public static MentionRanker Popularity(DialogueTraining training)
    {
        Catalogue catalogue = CatalogueOf(training);
        return new MentionRanker("popularity", Models.Popularity.Of(catalogue), catalogue);
    }

    /// <summary>How often training dialogues mention an item beside those that were mentioned before (<see cref="ItemKnn"/>).</summary>
    public static MentionRanker CoMention(DialogueTraining training)
    {
        Catalogue catalogue = CatalogueOf(training);
        return new MentionRanker("co-mention", ItemKnn.Fit(new TrainingData(training.ToLog(), catalogue.Items), new ItemKnnOptions(), new FitContext { Threads = 1 }), catalogue);
    }

    /// <inheritdoc/>
    public void Score(DialogueCase dialogueCase, Span<float> scores)
    {
        ArgumentNullException.ThrowIfNull(dialogueCase);
        model.Score([Query.OfStranger(catalogue.Ids, History.Of([.. dialogueCase.Mentioned]), seed: 1)], catalogue, scores);
    }

    private static Catalogue CatalogueOf(DialogueTraining training)
    {
        ArgumentNullException.ThrowIfNull(training);
        InteractionLog log = training.ToLog();
        return Catalogue.Of(log, ItemTable.Without(log.Items));
    }
}
