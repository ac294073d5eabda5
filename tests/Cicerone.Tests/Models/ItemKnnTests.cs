using Cicerone.Contracts;
using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Tests.Models;

public sealed class ItemKnnTests : ModelContract
{
    protected override string Name => "item-knn";

    [Theory]
    [InlineData(2, 0), InlineData(1, 0), InlineData(2, 3)]
    public void Scores_are_sums_of_cosines_to_nearest_neighbours(int neighbours, double shrinkage)
    {
        // 0 is chosen by a, b and c, 1 by a and b, 2 by c
        var log = new InteractionLogBuilder();
        foreach ((string person, string item) in ((string, string)[])[("a", "0"), ("b", "0"), ("c", "0"), ("a", "1"), ("b", "1"), ("c", "2"), ("c", "2")]) log.Add(person, item);
        InteractionLog data = log.Build();
        IScores model = ItemKnn.Fit(new TrainingData(data, ItemTable.Without(data.Items)), new ItemKnnOptions { Neighbours = neighbours, Shrinkage = shrinkage }, new FitContext());
        float[] scores = model.ScoresOf(new Query(History.Of(0), Person: null, TieKey: 1), Catalogue.Of(data, ItemTable.Without(data.Items)), [0, 1, 2]);
        Assert.Equal(0, scores[0]);
        Assert.Equal(2 / (Math.Sqrt(3 * 2) + shrinkage), scores[1], 1e-6);
        Assert.Equal(1 / (Math.Sqrt(3 * 1) + shrinkage), scores[2], 1e-6); // 0 is among the nearest of 2, though 2 is not of 0
    }
}
