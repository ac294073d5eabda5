using System.Net;
using System.Text.Json;
using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Simulation;

namespace Cicerone.Server.Tests.Api;

public sealed class DriftApiTests : IDisposable
{
    private const long Week = 7L * 24 * 3_600_000;
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-drift-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_break_after_the_model_was_fitted_is_seen_in_what_has_arrived_since()
    {
        (InteractionLog log, ItemTable items) = new Bookshop(new BookshopOptions { Readers = 2_000, Books = 1_000, SeasonShift = 0 }).ToLog();
        long cut = log.Time.ToArray().Min() + 40 * Week;
        int[] before = [.. Enumerable.Range(0, log.Count).Where(row => log.Time[row] < cut)], after = [.. Enumerable.Range(0, log.Count).Where(row => log.Time[row] >= cut)];
        InteractionLog train = log.Select(before);
        var catalogue = Catalogue.Of(train, items);
        IModel model = Ease.Fit(new TrainingData(train, items), new EaseOptions(), new FitContext());
        ServerOptions options = RunningServer.Options(_folder) with
        {
            Recommender = new Recommender((IRanker)model, catalogue, new ModelCard { Algorithm = "ease", Options = new Dictionary<string, string>(), Seed = 1, TrainingEvents = train.Count }),
            Seed = train,
            SeedName = "first",
        };
        await using CiceroneServer server = await CiceroneServer.StartAsync(options, TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(5) };
        using HttpResponseMessage early = await client.GetAsync(new Uri("/v1/drift", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, early.StatusCode);
        Assert.Contains("nothing to judge it by yet", await early.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        foreach (int[] rows in after.Chunk(5_000))
        {
            string body = JsonSerializer.Serialize(rows.Select(row => new { user = log.Users[log.User[row]], item = log.Items[log.Item[row]], time = DateTimeOffset.FromUnixTimeMilliseconds(log.Time[row]) }));
            using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            using HttpResponseMessage sent = await client.PostAsync(new Uri("/v1/events", UriKind.Relative), content, TestContext.Current.CancellationToken);
            Assert.True(sent.IsSuccessStatusCode, await sent.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
        JsonElement report = JsonDocument.Parse(await client.GetStringAsync(new Uri("/v1/drift?category=genre", UriKind.Relative), TestContext.Current.CancellationToken)).RootElement;
        JsonElement hits = report.GetProperty("alarms")[0];
        Assert.True(hits.GetProperty("fired_at").GetDateTime() > new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(10, report.GetProperty("demand").GetProperty("categories").GetArrayLength());
        Assert.InRange(report.GetProperty("periods")[0].GetProperty("models").GetProperty("ease").GetProperty("hr@10").GetDouble(), 0.2, 1);
    }
}
