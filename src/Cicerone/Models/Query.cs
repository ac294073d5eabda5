using Cicerone.Data;

namespace Cicerone.Models;

/// <summary>One request for a ranking.</summary>
/// <param name="History">What the person has done.</param>
/// <param name="Person">The person's index, if the model may know them; null for a stranger.</param>
/// <param name="TieKey">Decides the order of equal scores; see <see cref="Catalogue.TieOrder"/>.</param>
public sealed record Query(History History, int? Person, ulong TieKey)
{
    /// <summary>The item that the request is about, where something else than items is ranked, such as statements on it; null else.</summary>
    public int? About { get; init; }

    /// <summary>The circumstances.</summary>
    public QueryContext Context { get; init; } = QueryContext.None;

    /// <summary>A request of a person of the log.</summary>
    public static Query OfPerson(Vocabulary people, int person, History history, ulong seed) =>
        new(history, person, RandomSource.Mix(RandomSource.Hash(people[person]) ^ seed));

    /// <summary>A request of someone the model has never met: equal histories get equal answers.</summary>
    public static Query OfStranger(Vocabulary items, History history, ulong seed)
    {
        ulong key = RandomSource.Mix(seed);
        foreach (int item in history.Items.Span) key = RandomSource.Mix(key ^ RandomSource.Hash(items[item]));
        return new Query(history, Person: null, key);
    }
}
