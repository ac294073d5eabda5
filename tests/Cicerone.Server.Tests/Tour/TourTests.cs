using System.Net;
using System.Text.Json;
using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Models;
using Cicerone.Protocols;
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
    public void A_stop_is_built_when_it_has_something_to_show_and_the_host_has_its_algorithm()
    {
        var host = new AlgorithmTable(Algorithm.Of<NoOptions>("flame", "stands for it", RandomRanker.Fit, RandomRanker.Load), Algorithm.Of<NoOptions>("cure", "is not shown yet", RandomRanker.Fit, RandomRanker.Load));
        Assert.Equal(["FLAME", "JKGE_ss"], TourStops.All.Where(stop => TourStops.IsBuilt(stop, host)).Select(stop => stop.Method));
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
        string folder = Directory.CreateTempSubdirectory("cicerone-stop-").FullName;
        try
        {
            // chance stands for the method here: what is shown and where, not how well it recommends
            var host = new AlgorithmTable(Algorithm.Of<NoOptions>("flame", "stands for it", RandomRanker.Fit, RandomRanker.Load));
            RunFolder.Write(Path.Combine(folder, "stops", "flame"), overwrite: false, new Experiment
            {
                Algorithm = host["flame"],
                Split = new LeaveOneOut().Split(Shop.Log, seed: 1),
                Items = Shop.Recommender.Catalogue.Items,
                Provenance = new Provenance("shop", "", 0),
            }.Run());
            await using CiceroneServer shown = await CiceroneServer.StartAsync(RunningServer.Options(folder) with { Algorithms = host, Tour = Path.Combine(folder, "stops") }, TestContext.Current.CancellationToken);
            using var client = new HttpClient { BaseAddress = shown.Address };
            JsonElement exhibit = JsonDocument.Parse(await client.GetStringAsync(new Uri("/v1/tour/flame?user=alan", UriKind.Relative), TestContext.Current.CancellationToken)).RootElement;
            Assert.Equal("alan", exhibit.GetProperty("user").GetString());
            Assert.Equal([5, 5], exhibit.GetProperty("lists").EnumerateArray().Select(list => list.GetProperty("items").GetArrayLength()));
            string page = await client.GetStringAsync(new Uri("/tour/flame", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Contains("<h1>FLAME</h1>", page, StringComparison.Ordinal);
            Assert.Contains("What ada chose", page, StringComparison.Ordinal);
            Assert.Contains("href=\"/tour/flame\"", await client.GetStringAsync(new Uri("/tour", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
            using HttpResponseMessage nobody = await client.GetAsync(new Uri("/v1/tour/flame?user=nobody", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task What_a_model_doubts_is_greyed_with_its_credibility_and_left_out_of_a_second_list()
    {
        string folder = Directory.CreateTempSubdirectory("cicerone-stop-").FullName;
        try
        {
            var host = new AlgorithmTable(Algorithm.Of<NoOptions>("jbm-diff", "stands for it", (_, _, _) => new DoubtsDune(), (_, _) => new DoubtsDune()));
            RunFolder.Write(Path.Combine(folder, "stops", "jbm-diff"), overwrite: false, new Experiment
            {
                Algorithm = host["jbm-diff"],
                Split = new LeaveOneOut().Split(Shop.Log, seed: 1),
                Items = Shop.Recommender.Catalogue.Items,
                Provenance = new Provenance("shop", "", 0),
            }.Run());
            await using CiceroneServer shown = await CiceroneServer.StartAsync(RunningServer.Options(folder) with { Algorithms = host, Tour = Path.Combine(folder, "stops") }, TestContext.Current.CancellationToken);
            using var client = new HttpClient { BaseAddress = shown.Address };
            string reader = Shop.Log.Users[Enumerable.Range(0, Shop.Log.Count).Where(row => Shop.Log.Items[Shop.Log.Item[row]] == "dune").Select(row => Shop.Log.User[row]).First()];
            JsonElement exhibit = JsonDocument.Parse(await client.GetStringAsync(new Uri($"/v1/tour/jbm-diff?user={reader}", UriKind.Relative), TestContext.Current.CancellationToken)).RootElement;
            double[] credibility = [.. exhibit.GetProperty("credibility").EnumerateArray().Select(one => one.GetDouble())];
            string[] titles = [.. exhibit.GetProperty("history").EnumerateArray().Select(title => title.GetString()!)];
            Assert.Equal(titles.Select(title => title == "Dune" ? (double)DoubtsDune.Doubt : 1), credibility);
            Assert.InRange(titles.Length, 2, 10);
            Assert.Equal([$"After the latest {titles.Length} choices", "Without “Dune”, whose credibility is 0.13"], exhibit.GetProperty("lists").EnumerateArray().Select(list => list.GetProperty("told").GetString()));
            string page = await client.GetStringAsync(new Uri($"/tour/jbm-diff?user={reader}", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Contains("credibility 1.00", page, StringComparison.Ordinal);
            if (titles.TakeLast(6).Contains("Dune")) Assert.Contains("<li class=\"doubted\">Dune", page, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
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
