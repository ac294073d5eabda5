using Cicerone.Conversations;
using Cicerone.Data;
using Cicerone.Evaluation.Dialogues;
using Cicerone.Models;

namespace Cicerone.Language.Conversations.Views;

/// <summary>The fusion of views learned from dialogues.</summary>
internal static class DialogueFusion
{
    /// <summary>Learns from every turn of training dialogues in which the recommender names an item that was not mentioned before.</summary>
    /// <param name="training">The dialogues.</param>
    /// <param name="options">How.</param>
    /// <param name="context">Seed and threads.</param>
    public static ViewFusion Fit(DialogueTraining training, FusionOptions options, FitContext context)
    {
        (DualView view, Catalogue catalogue) = DialogueRetriever.ViewOf(training, fusion: null);
        var data = new TrainingData(training.ToLog(), catalogue.Items);
        FusionCase[] cases = [.. DialogueCase.Of(training.Dialogues, onlyNew: true).SelectMany(one =>
        {
            (float[] said, int[] chosen) = view.MomentOf(DialogueRetriever.QueryOf(one, catalogue));
            return one.Targets.Select(target => new FusionCase(said, chosen, target));
        })];
        return ViewFusion.Fit(cases, FusionItems.Of(view.Text, data, options.Factors, context), data, options, context);
    }
}
