using Cicerone.Contracts;
using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Tests.Models;

public sealed class GraphFilterTests : ModelContract
{
    protected override string Name => "gf-cf";

    [Fact]
    public void Scores_are_those_of_the_formula_written_out()
    {
        // the columns are independent, so that all singular vectors together pass everything: V Vᵀ = I, and α is added to the history itself
        double[,] chosen = { { 1, 1, 0 }, { 0, 1, 1 }, { 1, 1, 1 }, { 0, 1, 0 } };
        var log = new InteractionLogBuilder();
        for (int person = 0; person < 4; person++)
            for (int item = 0; item < 3; item++)
                if (chosen[person, item] > 0) log.Add($"{person}", $"{item}");
        InteractionLog data = log.Build();
        var catalogue = Catalogue.Of(data, ItemTable.Without(data.Items));
        IScores model = GraphFilter.Fit(new TrainingData(data, ItemTable.Without(data.Items)), new GraphFilterOptions { LowPassWeight = 0.3 }, new FitContext());

        double[] people = [2, 2, 3, 1], items = [2, 4, 2]; // degrees
        int[] history = [0, 2];
        float[] scores = model.ScoresOf(new Query(History.Of(history), Person: null, TieKey: 1), catalogue, [0, 1, 2]);
        for (int item = 0; item < 3; item++)
        {
            double expected = history.Contains(item) ? 0.3 : 0;
            foreach (int past in history)
                for (int person = 0; person < 4; person++)
                    expected += chosen[person, past] * chosen[person, item] / (people[person] * Math.Sqrt(items[past] * items[item]));
            Assert.Equal(expected, scores[item], 1e-5);
        }
    }
}
