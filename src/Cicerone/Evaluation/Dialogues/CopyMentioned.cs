namespace Cicerone.Evaluation.Dialogues;

/// <summary>Names what was mentioned before, the last first: what repetition earns. On new items it earns nothing.</summary>
public sealed class CopyMentioned : IDialogueRanker
{
    /// <inheritdoc/>
    public string Name => "copy-mentioned";

    /// <inheritdoc/>
    public void Score(DialogueCase dialogueCase, Span<float> scores)
    {
        ArgumentNullException.ThrowIfNull(dialogueCase);
        scores.Clear();
        for (int place = 0; place < dialogueCase.Mentioned.Count; place++) scores[dialogueCase.Mentioned[place]] = 1 + place;
    }
}
