using System.Text.Json;
using Cicerone.Models;
using Cicerone.Server.Tour;

namespace Cicerone.Server.Tests.Tour;

public sealed class TourTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task The_ten_stops_are_told_in_order_and_none_is_built_yet()
    {
        JsonElement[] stops = [.. (await server.GetAsync("/v1/tour")).EnumerateArray()];
        Assert.Equal(Enumerable.Range(1, 10), stops.Select(stop => stop.GetProperty("number").GetInt32()));
        Assert.Equal(["flame", "lia", "faerec", "jbm-diff", "star", "mmp-refer", "smtpo", "tencentgr", "jkge-ss", "cure"], stops.Select(stop => stop.GetProperty("name").GetString()));
        Assert.All(stops, stop => Assert.False(stop.GetProperty("built").GetBoolean()));
    }

    [Fact]
    public void A_stop_is_built_when_it_has_something_to_show_and_the_host_has_its_algorithm()
    {
        var host = new AlgorithmTable(Algorithm.Of<NoOptions>("flame", "stands for it", RandomRanker.Fit, RandomRanker.Load), Algorithm.Of<NoOptions>("lia", "is not shown yet", RandomRanker.Fit, RandomRanker.Load));
        Assert.Equal(["FLAME"], TourStops.All.Where(stop => TourStops.IsBuilt(stop, host)).Select(stop => stop.Method));
    }
}
