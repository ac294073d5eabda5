using System.Diagnostics;
using Cicerone.Data;
using Cicerone.Data.Formats.TencentGr;
using Cicerone.Models;

namespace Cicerone.Evaluation;

/// <summary>
/// Answers what TencentGR asks of its test people: the best creatives of the candidates that a model knows, after each person's history, which is left out itself.
/// Who has nothing that the model knows is answered by popularity, as everywhere.
/// </summary>
public sealed class ContestAnswers
{
    private const int PeopleAtOnce = 256;

    private ContestAnswers(AdAnswers answers, int unknownCandidates, int byPopularity) => (Answers, UnknownCandidates, ByPopularity) = (answers, unknownCandidates, byPopularity);

    /// <summary>The lists.</summary>
    public AdAnswers Answers { get; }

    /// <summary>Candidates that the model has never met, and so cannot show.</summary>
    public int UnknownCandidates { get; }

    /// <summary>People who were answered by popularity.</summary>
    public int ByPopularity { get; }

    /// <summary>Answers all test people.</summary>
    /// <param name="model">Whatever ranks.</param>
    /// <param name="catalogue">The model's items, called by raw ids of creatives.</param>
    /// <param name="data">The people, and the candidates; without a list of those, all items are.</param>
    /// <param name="count">Creatives of a list.</param>
    /// <param name="seed">Decides the order of equal scores.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="CiceroneException">There are no test people, or no candidate is an item of the model.</exception>
    public static ContestAnswers Of(IRanker model, Catalogue catalogue, AdData data, int count, ulong seed, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(data);
        long start = Stopwatch.GetTimestamp();
        (Catalogue candidates, int unknown) = CandidatesOf(catalogue, data);
        List<string> users = [];
        List<IReadOnlyList<string>> lists = [];
        var popularity = Popularity.Of(catalogue);
        int byPopularity = 0;
        foreach (AdSequence[] some in data.TestPeople().Chunk(PeopleAtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            Query[] queries = [.. some.Select(person => Query.OfStranger(catalogue.Ids, HistoryOf(person, catalogue, data.Indexer), seed))];
            users.AddRange(some.Select(person => AdIndexer.TryRaw(data.Indexer.Users, person.User, out string? raw) ? raw : person.User));
            foreach (Query query in queries)
            {
                bool popular = query.History.Count == 0 && model.NeedsHistory;
                if (popular) byPopularity++;
                var result = new TopKResult(1, Math.Min(count, candidates.CandidateCount));
                (popular ? popularity : model).TopK([query], candidates, new TopKRequest(result.Places, [query.History.Items]), result);
                lists.Add([.. result.Items(0).ToArray().Select(item => catalogue.Ids[item])]);
            }
        }
        if (users.Count == 0) throw new CiceroneException("There are no test people: the folder has no predict_seq.jsonl, or an empty one.");
        return new ContestAnswers(new AdAnswers(Stopwatch.GetElapsedTime(start).TotalSeconds, users, lists), unknown, byPopularity);
    }

    private static (Catalogue Candidates, int Unknown) CandidatesOf(Catalogue catalogue, AdData data)
    {
        var known = new HashSet<int>();
        int all = 0;
        foreach (AdCandidate candidate in data.Candidates())
        {
            all++;
            if (catalogue.Ids.TryIndex(candidate.Creative, out int item)) known.Add(item);
        }
        if (all == 0) return (catalogue, 0);
        if (known.Count == 0) throw new CiceroneException($"None of the {all:N0} candidates is an item of the model. Are its items called by raw ids of creatives? They are where indexer.pkl lay beside its data.");
        return (catalogue.Restrict(known), all - known.Count);
    }

    private static History HistoryOf(AdSequence person, Catalogue catalogue, AdIndexer indexer)
    {
        var items = new List<int>();
        List<long> times = [];
        foreach (AdEvent one in person.Events)
        {
            string id = AdIndexer.TryRaw(indexer.Items, one.Item, out string? raw) ? raw : one.Item;
            if (!catalogue.Ids.TryIndex(id, out int item)) continue; // what the model has never met is no history
            items.Add(item);
            times.Add(one.Time * 1_000);
        }
        return new History(items.ToArray(), times.ToArray(), default, default);
    }
}
