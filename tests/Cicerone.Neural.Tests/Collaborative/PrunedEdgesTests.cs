using Cicerone.Neural.Collaborative;
using Cicerone.Neural.Tests.Multimodal;

namespace Cicerone.Neural.Tests.Collaborative;

public sealed class PrunedEdgesTests
{
    private static readonly Triples Pairs = new(new PlantedTastes().Data);
    private static readonly ChoiceGraph Whole = new(Pairs.Chosen);

    [Fact]
    public void A_share_of_the_edges_is_left_out_and_others_in_the_next_epoch()
    {
        var edges = new PrunedEdges(Whole, Pairs, 0.8, seed: 1);
        ChoiceGraph first = edges.Of(1);
        Assert.Same(first, edges.Of(1));
        Assert.Equal(0.2 * Pairs.Count, Enumerable.Range(0, first.People).Sum(first.DegreeOfPerson), 1.0);
        int[] Degrees(ChoiceGraph graph) => [.. Enumerable.Range(0, graph.Items).Select(graph.DegreeOf)];
        Assert.NotEqual(Degrees(first), Degrees(edges.Of(2)));
        Assert.Equal(Degrees(first), Degrees(new PrunedEdges(Whole, Pairs, 0.8, seed: 1).Of(1))); // by seed and epoch alone
        Assert.Same(Whole, new PrunedEdges(Whole, Pairs, 0, seed: 1).Of(3));
    }

    [Fact]
    public void Edges_between_much_chosen_ends_go_first()
    {
        double Mean(Func<ChoiceGraph, int, double> weight)
        {
            var edges = new PrunedEdges(Whole, Pairs, 0.5, seed: 1);
            return Enumerable.Range(1, 20).Average(epoch => Enumerable.Range(0, Whole.Items).Sum(item => weight(edges.Of(epoch), item)) / (0.5 * Pairs.Count));
        }
        double kept = Mean((graph, item) => graph.DegreeOf(item) * (double)Whole.DegreeOf(item)), all = Enumerable.Range(0, Whole.Items).Sum(item => Math.Pow(Whole.DegreeOf(item), 2)) / Pairs.Count;
        Assert.True(kept < 0.98 * all, $"the item of a kept edge was chosen by {kept:0.0} people, of any edge by {all:0.0}.");
    }
}
