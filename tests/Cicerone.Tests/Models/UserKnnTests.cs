using Cicerone.Contracts;
using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Tests.Models;

public sealed class UserKnnTests : ModelContract
{
    protected override string Name => "user-knn";

    [Fact]
    public void Scores_are_what_a_hand_computes()
    {
        // people by items: a {0, 1}, b {1, 2}, c {0, 1, 2, 3}; the history {0, 1} of a is nearest to c, then b
        var log = new InteractionLogBuilder();
        foreach ((string person, string items) in ((string, string)[])[("a", "01"), ("b", "12"), ("c", "0123")])
            foreach (char item in items) log.Add(person, [item]);
        InteractionLog data = log.Build();
        var catalogue = Catalogue.Of(data, ItemTable.Without(data.Items));
        var model = UserKnn.Fit(new TrainingData(data, ItemTable.Without(data.Items)), new UserKnnOptions { Neighbours = 2 }, new FitContext());
        double c = 2 / Math.Sqrt(2 * 4), b = 1 / Math.Sqrt(2 * 2), a = 1;
        AssertScores(model, new Query(History.Of(0, 1), Person: 0, TieKey: 1), catalogue, c, c + b, c + b, c); // nobody is their own neighbour
        AssertScores(model, new Query(History.Of(0, 1), Person: null, TieKey: 1), catalogue, a + c, a + c, c, c); // a stranger may be near everyone
    }

    private static void AssertScores(UserKnn model, Query query, Catalogue catalogue, params double[] expected)
    {
        float[] scores = ((IScores)model).ScoresOf(query, catalogue, [0, 1, 2, 3]);
        for (int item = 0; item < 4; item++) Assert.Equal(expected[item], scores[item], 1e-6);
    }
}
