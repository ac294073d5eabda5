using Cicerone.Data;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Generative;

/// <summary>Sequences of events one after the other, without padding; each array has a value a token.</summary>
/// <param name="Tokens">The items; <see cref="RaggedBatch.Hidden"/> stands for a profile.</param>
/// <param name="Sequences">Which sequence a token is of.</param>
/// <param name="Actions">What was done, from 1; 0 where it is not known.</param>
/// <param name="Next">What comes next, likewise.</param>
/// <param name="Times">When.</param>
internal sealed record EventBatch(RaggedBatch Tokens, int[] Sequences, int[] Actions, int[] Next, EventTimes Times)
{
    /// <summary>Puts sequences together.</summary>
    public static EventBatch Of(IReadOnlyList<EventSequence> sequences, EventShape shape, TencentGrOptions options)
    {
        int[] offsets = new int[sequences.Count + 1];
        for (int i = 0; i < sequences.Count; i++) offsets[i + 1] = offsets[i] + sequences[i].Length;
        int count = offsets[^1];
        int[] items = new int[count], of = new int[count], actions = new int[count], next = new int[count];
        var times = new EventTimes(count, shape, options.TimeBuckets);
        for (int i = 0; i < sequences.Count; i++)
        {
            (Description? person, History events, int[] following, _) = sequences[i];
            int token = offsets[i];
            Array.Fill(of, i, token, sequences[i].Length);
            following.CopyTo(next, token);
            if (person is not null) items[token++] = RaggedBatch.Hidden;
            for (int place = 0; place < events.Count; place++, token++)
            {
                items[token] = events.Items.Span[place];
                actions[token] = events.Actions.Length > 0 && events.Actions.Span[place] < shape.Actions.Count ? 1 + events.Actions.Span[place] : 0;
                if (events.Times.Length > 0) times.Set(token, events.Times.Span[place], place == 0 ? null : events.Times.Span[place - 1]);
            }
        }
        return new EventBatch(new RaggedBatch(items, offsets), of, actions, next, times);
    }
}
