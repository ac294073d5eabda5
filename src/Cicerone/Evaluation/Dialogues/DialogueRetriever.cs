using Cicerone.Conversations;
using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Evaluation.Dialogues;

/// <summary>The two views of <see cref="DualView"/> on dialogues: co-mention in training dialogues, and the words that training dialogues say around an item.</summary>
public sealed class DialogueRetriever : IDialogueRanker
{
    private const int TextWidth = 128;
    private readonly DualView _view;
    private readonly Catalogue _catalogue;
    private readonly float _behaviour, _text;

    private DialogueRetriever(string name, DualView view, Catalogue catalogue, float behaviour, float text) => (Name, _view, _catalogue, _behaviour, _text) = (name, view, catalogue, behaviour, text);

    /// <summary>Both views, and each of them alone.</summary>
    /// <param name="training">What is learned from.</param>
    public static IReadOnlyList<DialogueRetriever> Fit(DialogueTraining training)
    {
        (DualView view, Catalogue catalogue) = ViewOf(training, fusion: null);
        return [new("both views", view, catalogue, 1, 1), new("semantic view alone", view, catalogue, 0, 1), new("collaborative view alone", view, catalogue, 1, 0)];
    }

    /// <summary>Both views by a learned fusion.</summary>
    /// <param name="training">What was learned from.</param>
    /// <param name="fusion">What was learned.</param>
    public static DialogueRetriever Fused(DialogueTraining training, IViewFusion fusion)
    {
        (DualView view, Catalogue catalogue) = ViewOf(training, fusion);
        return new DialogueRetriever("both views, fused", view, catalogue, 1, 1);
    }

    /// <summary>The views of training dialogues.</summary>
    internal static (DualView View, Catalogue Catalogue) ViewOf(DialogueTraining training, IViewFusion? fusion)
    {
        ArgumentNullException.ThrowIfNull(training);
        InteractionLog log = training.ToLog();
        ItemTable table = training.ToTable();
        var catalogue = Catalogue.Of(log, table);
        ItemKnn model = ItemKnn.Fit(new TrainingData(log, table), new ItemKnnOptions(), new FitContext { Threads = 1 });
        var recommender = new Recommender(model, catalogue, new ModelCard { Algorithm = "item-knn", Options = new Dictionary<string, string>(), Seed = 1, TrainingEvents = log.Count });
        return (new DualView(recommender, DualView.TextOf(table, TextWidth), fusion), catalogue);
    }

    /// <summary>What is told of a case.</summary>
    internal static DualQuery QueryOf(DialogueCase dialogueCase, Catalogue catalogue) => new([.. dialogueCase.Mentioned.Select(item => catalogue.Ids[item])]) { Said = [.. dialogueCase.Said] };

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public void Score(DialogueCase dialogueCase, Span<float> scores)
    {
        ArgumentNullException.ThrowIfNull(dialogueCase);
        scores.Fill(float.MinValue);
        foreach (DualScore score in _view.Recall(QueryOf(dialogueCase, _catalogue), _catalogue).Scores) scores[score.Item] = score.Fused ?? _behaviour * score.Behaviour + _text * score.Text;
    }
}
