using Cicerone.Data;

namespace Cicerone.Language.Conversations.Searches;

/// <summary>
/// Searches of the people of a log: each looks for their last item, tells those before it, and goes by what was before these. The retriever of talks
/// to learn from must not have seen that they found it.
/// </summary>
/// <param name="All">The searches.</param>
/// <param name="Before">The log without the items that are looked for.</param>
internal sealed record SearchTable(IReadOnlyList<Search> All, InteractionLog Before)
{
    /// <summary>The searches of people with two events at least, drawn by the seed where there are too many.</summary>
    public static SearchTable Of(InteractionLog log, Truth truth, SmtpoOptions options, ulong seed)
    {
        Histories histories = Histories.Of(log);
        int[] people = [.. Enumerable.Range(0, histories.Count).Where(person => histories[person].Count >= 2)];
        RandomSource.For(seed, 0).Shuffle(people.AsSpan());
        var searches = new List<Search>();
        var hidden = new HashSet<int>();
        foreach (int person in people.Take(options.Searches))
        {
            int[] items = histories[person].Items.ToArray();
            int target = items[^1], told = Math.Max(0, items.Length - 1 - options.History);
            int[] past = [.. items[..told].TakeLast(SmtpoOptions.PastTold).Where(item => item != target)];
            searches.Add(new Search(past, items[told..^1], target, truth.Opening(target, options.Misleading, RandomSource.For(seed, (ulong)person + 1))));
            hidden.Add(histories.Rows(person)[^1]);
        }
        return new SearchTable(searches, log.Select([.. Enumerable.Range(0, log.Count).Where(row => !hidden.Contains(row))]));
    }
}
