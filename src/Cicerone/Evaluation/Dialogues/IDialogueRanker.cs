namespace Cicerone.Evaluation.Dialogues;

/// <summary>Foretells what a recommender will name.</summary>
public interface IDialogueRanker
{
    /// <summary>What reports call it.</summary>
    string Name { get; }

    /// <summary>Writes a score for every item; higher is likelier.</summary>
    /// <param name="dialogueCase">What was said before. Its targets are not looked at.</param>
    /// <param name="scores">One for each item; overwritten.</param>
    void Score(DialogueCase dialogueCase, Span<float> scores);
}
