using Cicerone.Data;

namespace Cicerone.Conversations;

/// <summary>
/// Understands English by its phrases: values and words of the item table, titles, places of the list ("the second"), and what stands before
/// them ("not so", "without", "like"). It knows no grammar; what it does not know it leaves to the words' meaning, or does not understand.
/// </summary>
internal sealed class PhraseReader(ItemLexicon lexicon, Vocabulary ids)
{
    /// <summary>What is understood; empty where nothing is. Items, columns and values are of the catalogue.</summary>
    /// <param name="conversation">What was said before; "the second" is of its last list.</param>
    /// <param name="said">What is said, without control characters.</param>
    public IReadOnlyList<Move> Read(Conversation conversation, string said)
    {
        List<Word> words = Words.Of(said);
        return Phrases.Commands.TryGetValue(string.Join(' ', words.Select(word => word.Text)), out MoveKind command) ? [Of(command, conversation)] : new Sentence(lexicon, ids, conversation, said, words).Moves();
    }

    /// <summary>A command; "why" alone asks of the first place.</summary>
    private static Move Of(MoveKind command, Conversation conversation) =>
        command != MoveKind.Why ? new Move(command) : conversation.Reply.Items is [var first, ..] ? new Move(command, first.Item) : new Move(MoveKind.Help);
}
