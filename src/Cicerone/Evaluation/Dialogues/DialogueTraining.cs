using Cicerone.Data;
using Cicerone.Data.Dialogues;

namespace Cicerone.Evaluation.Dialogues;

/// <summary>What may be learned of dialogues, none of which is a test dialogue.</summary>
public sealed class DialogueTraining
{
    /// <summary>Training dialogues, held against the test.</summary>
    /// <param name="dialogues">What is learned from.</param>
    /// <param name="test">What will be foretold.</param>
    /// <param name="items">The items of both.</param>
    /// <exception cref="CiceroneException">A test dialogue, by its id or by its words, is among the training dialogues.</exception>
    public DialogueTraining(IReadOnlyList<Dialogue> dialogues, IReadOnlyList<Dialogue> test, DialogueItems items)
    {
        ArgumentNullException.ThrowIfNull(dialogues);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(items);
        HashSet<string> ids = [.. test.Select(dialogue => dialogue.Id)], words = [.. test.Select(dialogue => dialogue.Words)];
        if (dialogues.FirstOrDefault(dialogue => ids.Contains(dialogue.Id) || words.Contains(dialogue.Words)) is { } both)
            throw new CiceroneException($"The dialogue '{both.Id}' is in the test and in what is learned from; figures would be of repetition. Take it out of one of them.");
        (Dialogues, Items) = (dialogues, items);
    }

    /// <summary>The dialogues.</summary>
    public IReadOnlyList<Dialogue> Dialogues { get; }

    /// <summary>The items of training and test.</summary>
    public DialogueItems Items { get; }

    /// <summary>Who mentioned what: a person for each dialogue, an event for each item of it that the seeker did not dislike.</summary>
    public InteractionLog ToLog()
    {
        var log = new InteractionLogBuilder(new Vocabulary(), new Vocabulary(Items.Ids.Ids), new Vocabulary());
        foreach (Dialogue dialogue in Dialogues)
            foreach (int item in dialogue.Turns.SelectMany(turn => turn.Items).Distinct())
                if (dialogue.Opinions.GetValueOrDefault(item).Liked != false) log.Add(dialogue.Id, Items.Ids[item]);
        return log.Build();
    }

    /// <summary>The items with their titles and what training dialogues say in the turns that mention them and in the turns before those.</summary>
    public ItemTable ToTable()
    {
        var said = new List<string>?[Items.Count];
        foreach (Dialogue dialogue in Dialogues)
            for (int turn = 0; turn < dialogue.Turns.Count; turn++)
                foreach (int item in dialogue.Turns[turn].Items)
                    (said[item] ??= []).AddRange(turn > 0 ? [dialogue.Turns[turn].Text, dialogue.Turns[turn - 1].Text] : [dialogue.Turns[turn].Text]);
        return Items.ToTable(KeyValuePair.Create("said", (string?[])[.. said.Select(texts => texts is null ? null : string.Join('\n', texts))]));
    }
}
