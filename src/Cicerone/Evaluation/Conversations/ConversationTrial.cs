using Cicerone.Conversations;
using Cicerone.Simulation.Conversations;

namespace Cicerone.Evaluation.Conversations;

/// <summary>One simulated person's talk with a recommender, judged by where the item they look for stands in each list.</summary>
/// <param name="Target">External id of that item.</param>
/// <param name="Places">Its place in the list after their first words, and after each of their answers, from 0; −1 where it is not in the list. After they have found it, the last list counts on.</param>
/// <param name="Conversation">What was said.</param>
public sealed record ConversationTrial(string Target, IReadOnlyList<int> Places, Conversation Conversation)
{
    /// <summary>Lets a person talk.</summary>
    /// <param name="recommender">Whom they talk with.</param>
    /// <param name="person">Who talks.</param>
    /// <param name="target">External id of what they look for: it judges, and nobody but the person knows it.</param>
    /// <param name="turns">How many answers they give at most.</param>
    /// <param name="cancellation">Stops the talk.</param>
    public static async Task<ConversationTrial> RunAsync(IConverses recommender, ISimulatedPerson person, string target, int turns, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recommender);
        ArgumentNullException.ThrowIfNull(person);
        Conversation conversation = await recommender.SayAsync(await recommender.OpenAsync([], candidates: null, cancellation), person.Open(), candidates: null, cancellation);
        List<int> places = [PlaceOf(target, conversation.Reply)];
        for (bool content = false; places.Count <= turns; places.Add(PlaceOf(target, conversation.Reply)))
        {
            string? said = content ? null : person.Respond(conversation.Reply);
            content = said is null;
            if (said is not null) conversation = await recommender.SayAsync(conversation, said, candidates: null, cancellation);
        }
        return new ConversationTrial(target, places, conversation);
    }

    /// <summary>1 where the item is among the first k after so many answers, else 0.</summary>
    public double Hit(int turn, int k) => Places[turn] >= 0 && Places[turn] < k ? 1 : 0;

    /// <summary>NDCG@k after so many answers: with one right item, 1 / log2(place + 1).</summary>
    public double Ndcg(int turn, int k) => Places[turn] >= 0 && Places[turn] < k ? 1 / Math.Log2(Places[turn] + 2) : 0;

    /// <summary>Writes what was said, for a reader.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="shown">How many items of each list are written.</param>
    public void Write(TextWriter to, int shown = 3)
    {
        ArgumentNullException.ThrowIfNull(to);
        foreach (ConversationTurn turn in Conversation.Turns)
        {
            if (turn.Said.Length > 0) to.WriteLine($"> {turn.Said}");
            to.WriteLine($"  {turn.Reply.Text}");
            foreach (Models.Recommendation item in turn.Reply.Items.Take(shown)) to.WriteLine($"    {(item.Item == Target ? "*" : "-")} {item.Title}: {(item.Reasons is [var first, ..] ? first.Text : "")}");
        }
    }

    private static int PlaceOf(string target, Reply reply)
    {
        for (int place = 0; place < reply.Items.Count; place++)
            if (reply.Items[place].Item == target) return place;
        return -1;
    }
}
