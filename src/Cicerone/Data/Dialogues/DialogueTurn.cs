namespace Cicerone.Data.Dialogues;

/// <summary>What one side says before the other speaks: messages that follow each other are one turn.</summary>
/// <param name="Speaker">Who speaks.</param>
/// <param name="Text">What is said, with titles in the place of ids.</param>
/// <param name="Items">The items that are mentioned, in their order, without repetition: indices of <see cref="DialogueItems.Ids"/>.</param>
public sealed record DialogueTurn(Speaker Speaker, string Text, IReadOnlyList<int> Items)
{
    /// <summary>What people annotated; empty where the data set has no annotations.</summary>
    public IReadOnlyList<DialogueAct> Acts { get; init; } = [];

    /// <summary>This turn and what the same speaker says next, as one.</summary>
    internal DialogueTurn Followed(DialogueTurn next) =>
        new(Speaker, $"{Text} {next.Text}".Trim(), [.. Items.Union(next.Items)]) { Acts = [.. Acts, .. next.Acts] };
}
