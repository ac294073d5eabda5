using Cicerone.Data;
using Cicerone.Metrics;

namespace Cicerone.Tests.Metrics;

/// <summary>Five items chosen 4, 2, 1, 1 and 0 times: what the metrics' hand-computed values rest on.</summary>
internal static class SmallWorld
{
    public const int A = 0, B = 1, C = 2, D = 3, E = 4;

    private static readonly InteractionLog Log = Make();

    public static ItemFacts Facts(string?[]? genres = null, double tailShare = 0.25, params int[] candidates)
    {
        var items = new ItemTable(Log.Items, genres is null ? new Dictionary<string, string?[]>() : new Dictionary<string, string?[]> { ["genres"] = genres });
        var catalogue = Catalogue.Of(Log, items);
        return ItemFacts.Of(Log, candidates.Length == 0 ? catalogue : catalogue.Restrict(candidates), tailShare, propensityExponent: 0.5);
    }

    public static JudgedList List(int[] items, int[] answers, params int[] expected) =>
        new() { Items = items, Hits = items.Select(answers.Contains).ToArray(), Answers = answers, Expected = expected };

    private static InteractionLog Make()
    {
        var log = new InteractionLogBuilder(new Vocabulary(), new Vocabulary(["a", "b", "c", "d", "e"]), new Vocabulary());
        foreach (string text in (string[])["1a", "2a", "3a", "4a", "1b", "2b", "1c", "2d"]) log.Add(text.AsSpan(0, 1), text.AsSpan(1));
        return log.Build();
    }
}
