using Cicerone.Data;
using Cicerone.Models;
using CsCheck;

namespace Cicerone.Tests.Kernels;

/// <summary>The heap against a full sort.</summary>
public sealed class DenseTopKTests
{
    [Fact]
    public void Equals_a_full_sort_with_ties_exclusions_and_restricted_candidates()
    {
        Gen.Select(Gen.Int[1, 60], Gen.Int[1, 70], Gen.ULong, Gen.Bool).Sample((items, places, key, restricted) =>
        {
            RandomSource random = RandomSource.For(key, 0);
            float[] scores = [.. Enumerable.Range(0, items).Select(_ => (float)random.NextInt(5))]; // few values, so many ties
            int[] excluded = [.. Enumerable.Range(0, items).Where(_ => random.NextInt(4) == 0)];
            int[] candidates = [.. Enumerable.Range(0, items).Where(_ => !restricted || random.NextInt(2) == 0)];
            var ids = new Vocabulary(Enumerable.Range(0, items).Select(item => $"item {item}"));
            var catalogue = new Catalogue(ItemTable.Without(ids), new int[items]);
            if (restricted) catalogue = catalogue.Restrict(candidates);

            IRanker model = new Fixed(scores);
            var result = new TopKResult(1, places);
            var query = new Query(default, Person: null, key);
            model.TopK([query], catalogue, new TopKRequest(places, [excluded]), result);

            int[] sorted = [.. candidates.Except(excluded).OrderByDescending(item => scores[item]).ThenBy(item => catalogue.TieOrder(item, key)).Take(places)];
            Assert.Equal(sorted, result.Items(0).ToArray());
            Assert.Equal(sorted.Select(item => scores[item]), result.Scores(0).ToArray());
        });
    }

    private sealed class Fixed(float[] row) : IScores
    {
        public void Save(ModelWriter folder) => throw new NotSupportedException("It is never kept.");

        public void Score(ReadOnlySpan<Query> queries, Catalogue catalogue, Span<float> scores)
        {
            for (int query = 0; query < queries.Length; query++) row.CopyTo(scores[(query * row.Length)..]);
        }
    }
}
