using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Evaluation.Forgetting;

/// <summary>How much of what is recommended to people who stay is the same after others were forgotten.</summary>
/// <param name="People">How many people were looked at.</param>
/// <param name="Length">Length of their lists.</param>
/// <param name="Same">Mean share of a list that is in the list from before too, 0 to 1.</param>
public sealed record StayingLists(int People, int Length, double Same)
{
    private const int MostPeople = 100, Places = 10;

    /// <summary>Compares the lists of people drawn from those who stay.</summary>
    /// <param name="before">The model from before, and what it learned from.</param>
    /// <param name="after">The model that forgot, and what is left.</param>
    /// <param name="seed">Draws the people, and decides ties.</param>
    /// <returns>Null where nobody who stays has a history.</returns>
    internal static StayingLists? Between((IRanker Model, TrainingData Data) before, (IRanker Model, TrainingData Data) after, ulong seed)
    {
        InteractionLog log = after.Data.Log;
        string[] people = [.. log.User.ToArray().Distinct().Order().Select(person => log.Users[person])];
        if (people.Length == 0) return null;
        new RandomSource(seed).Shuffle(people.AsSpan());
        string[] some = people[..Math.Min(MostPeople, people.Length)];
        string[][] old = Lists(before.Model, before.Data, some, seed), now = Lists(after.Model, after.Data, some, seed);
        return new StayingLists(some.Length, Places, now.Zip(old, (list, former) => list.Length == 0 ? 1 : list.Count(former.Contains) / (double)list.Length).Average());
    }

    private static string[][] Lists(IRanker model, TrainingData data, string[] people, ulong seed)
    {
        Histories histories = Histories.Of(data.Log);
        var catalogue = Catalogue.Of(data.Log, data.Items);
        Query[] queries = [.. people.Select(id => data.Log.Users.Index(id, "person")).Select(person => Query.OfPerson(data.Log.Users, person, histories[person], seed))];
        int places = Math.Min(Places, catalogue.CandidateCount);
        var lists = new TopKResult(queries.Length, places);
        model.TopK(queries, catalogue, new TopKRequest(places, [.. queries.Select(query => query.History.Items)]), lists);
        return [.. Enumerable.Range(0, queries.Length).Select(q => lists.Items(q).ToArray().Select(item => catalogue.Ids[item]).ToArray())];
    }
}
