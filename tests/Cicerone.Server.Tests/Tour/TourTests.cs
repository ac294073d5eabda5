using System.Net;
using System.Text.Json;
using Cicerone.Data;
using Cicerone.Evaluation.Forgetting;
using Cicerone.Models;
using Cicerone.Server.Tour;

namespace Cicerone.Server.Tests.Tour;

public sealed class TourTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task The_ten_stops_are_told_in_order_and_none_whose_algorithm_the_host_lacks_is_built()
    {
        JsonElement[] stops = [.. (await server.GetAsync("/v1/tour")).EnumerateArray()];
        Assert.Equal(Enumerable.Range(1, 10), stops.Select(stop => stop.GetProperty("number").GetInt32()));
        Assert.Equal(["flame", "lia", "faerec", "jbm-diff", "star", "mmp-refer", "smtpo", "tencentgr", "jkge-ss", "cure"], stops.Select(stop => stop.GetProperty("name").GetString()));
        Assert.Equal(["jkge-ss"], stops.Where(stop => stop.GetProperty("built").GetBoolean()).Select(stop => stop.GetProperty("name").GetString())); // it shows no model of the host
    }

    [Fact]
    public void A_stop_is_built_when_the_host_has_its_algorithm()
    {
        var host = new AlgorithmTable(Algorithm.Of<NoOptions>("flame", "stands for it", RandomRanker.Fit, RandomRanker.Load));
        Assert.Equal(["FLAME", "JKGE_ss"], TourStops.All.Where(stop => TourStops.IsBuilt(stop, host)).Select(stop => stop.Method));
    }

    [Fact]
    public async Task Who_was_forgotten_in_a_copy_of_a_run_is_told_with_the_receipt_and_a_neighbours_lists()
    {
        Algorithm stands = Algorithm.Of<NoOptions>("llm-yes-no", "stands for it", RandomRanker.Fit, RandomRanker.Load);
        string copy = "cure" + ForgetExhibit.CopyMark;
        await using ShownStop shown = await ShownStop.StartAsync(stands, "cure", copy);
        using HttpResponseMessage early = await shown.GetAsync("/v1/tour/cure");
        Assert.Equal(HttpStatusCode.NotFound, early.StatusCode); // nobody was forgotten
        new RunForgetting { Path = shown.PathOf(copy), People = [Shop.Log.Users[0]], Algorithms = new AlgorithmTable(stands) }.Run();
        JsonElement exhibit = await shown.JsonAsync("/v1/tour/cure");
        Assert.Equal(Shop.Log.Users[0], exhibit.GetProperty("reader").GetString());
        Assert.NotEqual(Shop.Log.Users[0], exhibit.GetProperty("neighbour").GetString());
        Assert.Equal(1, exhibit.GetProperty("receipt").GetProperty("people").GetInt32());
        Assert.Equal(["Before", "After"], exhibit.GetProperty("lists").EnumerateArray().Select(list => list.GetProperty("told").GetString()));
        string page = await shown.TextAsync("/tour/cure");
        Assert.Contains("<h1>CURE</h1>", page, StringComparison.Ordinal);
        Assert.Contains("learned anew", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/tour/flame", "not yet built")]
    [InlineData("/v1/tour/flume", "Did you mean 'flame'")]
    [InlineData("/tour/flame", "not yet built")]
    [InlineData("/v1/tour/star/sources/some", "not yet built")]
    public async Task A_stop_that_cannot_be_shown_is_not_found(string path, string expected)
    {
        using HttpResponseMessage answer = await server.SendAsync("GET", path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains(expected, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_is_shown_from_its_run_by_API_and_page_and_to_any_reader()
    {
        // chance stands for the method here: what is shown and where, not how well it recommends
        await using ShownStop shown = await ShownStop.StartAsync(Algorithm.Of<NoOptions>("flame", "stands for it", RandomRanker.Fit, RandomRanker.Load), "flame");
        JsonElement exhibit = await shown.JsonAsync("/v1/tour/flame?user=alan");
        Assert.Equal("alan", exhibit.GetProperty("user").GetString());
        Assert.Equal([5, 5], exhibit.GetProperty("lists").EnumerateArray().Select(list => list.GetProperty("items").GetArrayLength()));
        string page = await shown.TextAsync("/tour/flame");
        Assert.Contains("<h1>FLAME</h1>", page, StringComparison.Ordinal);
        Assert.Contains("What ada chose", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/tour/flame\"", await shown.TextAsync("/tour"), StringComparison.Ordinal);
        using HttpResponseMessage nobody = await shown.GetAsync("/v1/tour/flame?user=nobody");
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
    }

    [Fact]
    public async Task What_a_model_doubts_is_greyed_with_its_credibility_and_left_out_of_a_second_list()
    {
        await using ShownStop shown = await ShownStop.StartAsync(Algorithm.Of<NoOptions>("jbm-diff", "stands for it", (_, _, _) => new DoubtsDune(), (_, _) => new DoubtsDune()), "jbm-diff");
        string reader = Shop.Log.Users[Enumerable.Range(0, Shop.Log.Count).Where(row => Shop.Log.Items[Shop.Log.Item[row]] == "dune").Select(row => Shop.Log.User[row]).First()];
        JsonElement exhibit = await shown.JsonAsync($"/v1/tour/jbm-diff?user={reader}");
        double[] credibility = [.. exhibit.GetProperty("credibility").EnumerateArray().Select(one => one.GetDouble())];
        string[] titles = [.. exhibit.GetProperty("history").EnumerateArray().Select(title => title.GetString()!)];
        Assert.Equal(titles.Select(title => title == "Dune" ? (double)DoubtsDune.Doubt : 1), credibility);
        Assert.InRange(titles.Length, 2, 10);
        Assert.Equal([$"After the latest {titles.Length} choices", "Without “Dune”, whose credibility is 0.13"], exhibit.GetProperty("lists").EnumerateArray().Select(list => list.GetProperty("told").GetString()));
        string page = await shown.TextAsync($"/tour/jbm-diff?user={reader}");
        Assert.Contains("credibility 1.00", page, StringComparison.Ordinal);
        if (titles.TakeLast(6).Contains("Dune")) Assert.Contains("<li class=\"doubted\">Dune", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_items_of_a_path_lead_to_what_is_known_of_them()
    {
        await using ShownStop shown = await ShownStop.StartAsync(Algorithm.Of<NoOptions>("mmp-refer", "stands for it", (_, _, _) => new FromDune(), (_, _) => new FromDune()), "mmp-refer");
        string page = await shown.TextAsync("/tour/mmp-refer?user=alan");
        Assert.Contains("<a href=\"/tour/mmp-refer/sources/dune\">", page, StringComparison.Ordinal);
        JsonElement source = await shown.JsonAsync("/v1/tour/mmp-refer/sources/dune");
        Assert.Equal(("item", "Dune"), (source.GetProperty("kind").GetString(), source.GetProperty("title").GetString()));
        Assert.Equal("Dune", source.GetProperty("text").GetString()!.Substring(source.GetProperty("start").GetInt32(), source.GetProperty("length").GetInt32()));
        Assert.Contains("What is known of it", await shown.TextAsync("/tour/mmp-refer/sources/dune"), StringComparison.Ordinal);
        using HttpResponseMessage none = await shown.GetAsync("/v1/tour/mmp-refer/sources/nothing");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    /// <summary>Ranks by the catalogue, and gives a path from one book as the reason for all.</summary>
    private sealed class FromDune : IScores, IExplains
    {
        public IReadOnlyList<Reason> Explain(Query query, int item, Catalogue catalogue) => [new(ReasonKind.Path, "You chose “Dune”, and others did.", null, [new Evidence("item", "dune", "Dune")])];

        public void Score(ReadOnlySpan<Query> queries, Catalogue catalogue, Span<float> scores)
        {
            for (int i = 0; i < scores.Length; i++) scores[i] = i % catalogue.Count;
        }

        public void Save(ModelWriter folder) => folder.WriteTensors("stand-in");
    }

    /// <summary>Believes everything but one book, and ranks by the catalogue.</summary>
    private sealed class DoubtsDune : IScores, IJudges
    {
        public const float Doubt = 0.125f;

        public float[] Judge(History history) => [.. history.Items.ToArray().Select(item => Shop.Log.Items[item] == "dune" ? Doubt : 1)];

        public void Score(ReadOnlySpan<Query> queries, Catalogue catalogue, Span<float> scores)
        {
            for (int i = 0; i < scores.Length; i++) scores[i] = i % catalogue.Count;
        }

        public void Save(ModelWriter folder) => folder.WriteTensors("stand-in");
    }
}
