using System.Text;

namespace Cicerone.Data.Dialogues;

/// <summary>A conversation between somebody who looks for something and somebody who recommends.</summary>
/// <param name="Id">Its id in the data set.</param>
/// <param name="Turns">What is said, first to last; the two take turns.</param>
public sealed record Dialogue(string Id, IReadOnlyList<DialogueTurn> Turns)
{
    /// <summary>What was made of the items, by index; empty where the data set does not tell.</summary>
    public IReadOnlyDictionary<int, Opinion> Opinions { get; init; } = new Dictionary<int, Opinion>();

    /// <summary>Whether the seeker took what was recommended in the end; null where the data set does not tell.</summary>
    public bool? Accepted { get; init; }

    /// <summary>Every word that is said, without letter case and spacing: two dialogues with one such text are the same.</summary>
    internal string Words
    {
        get
        {
            var words = new StringBuilder();
            foreach (char letter in Turns.SelectMany(turn => turn.Text))
                if (char.IsLetterOrDigit(letter)) words.Append(char.ToLowerInvariant(letter));
            return words.ToString();
        }
    }

    /// <summary>The dialogue of messages, those of one speaker that follow each other put together.</summary>
    internal static Dialogue Of(string id, IEnumerable<DialogueTurn> messages)
    {
        var turns = new List<DialogueTurn>();
        foreach (DialogueTurn message in messages)
            if (turns.Count > 0 && turns[^1].Speaker == message.Speaker) turns[^1] = turns[^1].Followed(message);
            else turns.Add(message);
        return new Dialogue(id, turns);
    }
}
