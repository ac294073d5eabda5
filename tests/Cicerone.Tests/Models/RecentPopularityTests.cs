using Cicerone.Contracts;
using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Tests.Models;

public sealed class RecentPopularityTests : ModelContract
{
    private const long Day = 24 * 60 * 60 * 1000;

    protected override string Name => "recent-popularity";

    protected override bool LearnsTaste => false;

    [Fact]
    public void An_event_of_one_half_life_before_the_last_counts_half()
    {
        Assert.Equal([0.25f + 0.5f, 1], Weights(new RecentPopularityOptions { HalfLifeDays = 10 }));
    }

    [Fact]
    public void Events_in_the_window_count_whole_and_others_not_at_all()
    {
        Assert.Equal([1, 1], Weights(new RecentPopularityOptions { WindowDays = 10 }));
        Assert.Equal([0, 1], Weights(new RecentPopularityOptions { WindowDays = 9.9 }));
    }

    [Fact]
    public void Data_without_times_are_refused_with_advice()
    {
        var log = new InteractionLogBuilder();
        log.Add("person", "item");
        InteractionLog timeless = log.Build();
        var fault = Assert.Throws<CiceroneException>(() => Algorithms[Name].Fit(new TrainingData(timeless, ItemTable.Without(timeless.Items)), new FitContext()));
        Assert.Contains("time", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>Item "old" was chosen 20 and 10 days before the last event, which is of "new".</summary>
    private static float[] Weights(RecentPopularityOptions options)
    {
        var log = new InteractionLogBuilder();
        log.Add("one", "old", time: 0);
        log.Add("two", "old", time: 10 * Day);
        log.Add("one", "new", time: 20 * Day);
        InteractionLog data = log.Build();
        IScores model = RecentPopularity.Fit(new TrainingData(data, ItemTable.Without(data.Items)), options, new FitContext());
        return model.ScoresOf(new Query(default, Person: null, TieKey: 1), Catalogue.Of(data, ItemTable.Without(data.Items)), [0, 1]);
    }
}
