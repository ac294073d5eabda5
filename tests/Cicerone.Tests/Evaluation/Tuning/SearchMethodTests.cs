using Cicerone.Evaluation.Tuning;
using Cicerone.Models;

namespace Cicerone.Tests.Evaluation.Tuning;

public sealed class SearchMethodTests
{
    private static readonly SearchSpace Space = SearchSpace.Of(new AlgorithmTable(AlgorithmTable.ClosedForm)["item-knn"],
        new Dictionary<string, string> { ["neighbours"] = "10..1000 log", ["shrinkage"] = "0..100" });

    [Theory]
    [InlineData("random")]
    [InlineData("parzen")]
    public void Equal_arguments_give_equal_places(string name)
    {
        ISearchMethod method = name == "random" ? new RandomSearch() : new ParzenSearch();
        Trial[] done = [.. Search(method, seed: 3).Take(12)];
        Assert.Equal(method.Propose(Space, done, new RandomSource(5)), method.Propose(Space, done, new RandomSource(5)));
        Assert.All(Enumerable.Range(0, 100).SelectMany(i => method.Propose(Space, done, new RandomSource((ulong)i))), place => Assert.InRange(place, 0, 1));
    }

    [Fact]
    public void Learning_from_trials_comes_nearer_to_the_best_than_chance()
    {
        double Missed(ISearchMethod method) => Enumerable.Range(0, 40).Average(seed => -Search(method, (ulong)seed).Max(trial => trial.Figure!.Value));
        double chance = Missed(new RandomSearch()), learned = Missed(new ParzenSearch());
        Assert.True(learned < 0.6 * chance, $"after 40 trials chance misses by {chance:0.00000}, the Parzen search by {learned:0.00000}");
    }

    [Fact]
    public void Refused_settings_count_as_the_worst()
    {
        Trial[] done = [.. Enumerable.Range(0, 40).Select(i => (i + 0.5) / 40).Select((place, i) => new Trial(i, Settings([place, place]), place < 0.5 ? null : 1 - place, place < 0.5 ? "refused" : null, 0))];
        double[] places = [.. Enumerable.Range(0, 50).Select(i => new ParzenSearch().Propose(Space, done, new RandomSource((ulong)i))[0])];
        Assert.True(places.Count(place => place > 0.45) > 40, string.Join(' ', places));
    }

    /// <summary>Forty trials on a hill whose top is at (0.3, 0.7).</summary>
    private static List<Trial> Search(ISearchMethod method, ulong seed)
    {
        var trials = new List<Trial>();
        while (trials.Count < 40)
        {
            double[] places = method.Propose(Space, trials, RandomSource.For(seed, (ulong)trials.Count));
            double x = places[0] - 0.3, y = places[1] - 0.7;
            trials.Add(new Trial(trials.Count, Settings(places), -(x * x + y * y), Fault: null, Seconds: 0));
        }
        return trials;
    }

    private static Dictionary<string, string> Settings(double[] places) => Space.Dimensions.Select((dimension, i) => (dimension.Name, dimension.At(places[i]))).ToDictionary();
}
