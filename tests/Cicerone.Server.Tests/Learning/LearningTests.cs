using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Cicerone.Server.Learning;

namespace Cicerone.Server.Tests.Learning;

public sealed class LearningTests : IDisposable
{
    private static readonly string[] Shelf = ["dune", "solaris", "ubik", "neuromancer", "hyperion", "left-hand", "roadside", "foundation", "kindred", "time-machine"];
    private static readonly string[] OtherShelf = ["moonstone", "styles", "big-sleep", "falcon", "gaudy-night", "maigret", "baskervilles", "ripley", "laidlaw", "rose"];
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-learning-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Models => Path.Combine(_folder, "models");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_model_that_is_not_worse_is_promoted_and_knows_what_came_since()
    {
        await using (CiceroneServer server = await StartAsync())
        {
            using var client = new HttpClient { BaseAddress = server.Address };
            await SendAsync(client, "new", people: 40, ReadWith("children-of-time"));
            Assert.Contains("children-of-time", (await PostAsync(client, "/v1/recommendations", """{"history":["children-of-time"]}""")).GetProperty("unknownItems").EnumerateArray().Select(id => id.GetString()));
            JsonElement outcome = await PostAsync(client, "/v1/models/learn");
            Assert.True(outcome.GetProperty("promoted").GetBoolean(), outcome.ToString());
            Assert.Equal("run", outcome.GetProperty("judged").GetProperty("against").GetString());
            Assert.Equal(8, outcome.GetProperty("judged").GetProperty("people").GetInt32());
            await AssertKnowsAsync(client, "000001");
        }
        await using (CiceroneServer server = await StartAsync())
        {
            using var client = new HttpClient { BaseAddress = server.Address };
            await AssertKnowsAsync(client, "000001"); // a restart serves it again
            Assert.Equal("run", (await PostAsync(client, "/v1/models/roll-back")).GetProperty("inService").GetString());
            Assert.Contains("children-of-time", (await PostAsync(client, "/v1/recommendations", """{"history":["children-of-time"]}""")).GetProperty("unknownItems").EnumerateArray().Select(id => id.GetString()));
            using HttpResponseMessage further = await client.PostAsync("/v1/models/roll-back", content: null, Cancellation);
            Assert.Equal(400, (int)further.StatusCode);
            await PostAsync(client, "/v1/models/000001/promote");
            await AssertKnowsAsync(client, "000001");
        }
    }

    [Fact]
    public async Task A_model_that_is_worse_is_not_promoted()
    {
        await using CiceroneServer server = await StartAsync();
        using var client = new HttpClient { BaseAddress = server.Address };
        // The confused read a book of either shelf, each pair as often. The straight read one book before the cut and three of its shelf after it, a fifth of all.
        const int Straight = 273, Confused = 1500;
        await SendAsync(client, "straight", Straight, number => [(number % 2 == 0 ? Shelf : OtherShelf)[number / 2 % 10]]);
        await SendAsync(client, "confused", Confused, number => [Shelf[number % 10], OtherShelf[number / 10 % 10]]);
        await SendAsync(client, "straight", Straight, number => Chosen(number % 2 == 0 ? Shelf : OtherShelf, (number / 2 + 1) % 10)[..3]);
        JsonElement outcome = await PostAsync(client, "/v1/models/learn");
        Assert.False(outcome.GetProperty("promoted").GetBoolean(), outcome.ToString());
        Assert.True(outcome.GetProperty("judged").GetProperty("isWorse").GetBoolean());
        Assert.Equal("run", (await client.GetFromJsonAsync<JsonElement>("/v1/models", Cancellation)).GetProperty("inService").GetString());
        Assert.False(Directory.Exists(Path.Combine(Models, "000001")));
    }

    [Fact]
    public async Task With_too_few_people_to_judge_by_the_model_in_service_stays()
    {
        await using CiceroneServer server = await StartAsync();
        using var client = new HttpClient { BaseAddress = server.Address };
        await SendAsync(client, "new", people: 3, number => Chosen(Shelf, number));
        JsonElement outcome = await PostAsync(client, "/v1/models/learn");
        Assert.False(outcome.GetProperty("promoted").GetBoolean());
        Assert.Equal(JsonValueKind.Null, outcome.GetProperty("judged").ValueKind);
    }

    [Fact]
    public async Task Enough_new_events_begin_a_fit()
    {
        await using CiceroneServer server = await StartAsync(learning => learning with { AfterEvents = 100 });
        using var client = new HttpClient { BaseAddress = server.Address };
        await SendAsync(client, "new", people: 40, ReadWith("children-of-time"));
        for (int attempt = 0; (await client.GetFromJsonAsync<JsonElement>("/v1/models", Cancellation)).GetProperty("inService").GetString() != "000001"; attempt++)
        {
            Assert.True(attempt < 300, "No model was learned.");
            await Task.Delay(100, Cancellation);
        }
    }

    [Fact]
    public async Task While_models_are_exchanged_every_request_is_answered()
    {
        await using CiceroneServer server = await StartAsync();
        using var client = new HttpClient { BaseAddress = server.Address };
        await SendAsync(client, "new", people: 40, ReadWith("children-of-time"));
        await PostAsync(client, "/v1/models/learn");
        using var done = new CancellationTokenSource();
        Task<int>[] asking = [.. Enumerable.Range(0, 4).Select(async _ =>
        {
            int answered = 0;
            for (; !done.IsCancellationRequested; answered++)
            {
                JsonElement list = await PostAsync(client, "/v1/recommendations", """{"user":"ada","count":5,"reasons":2,"filter":"not (id = \"dune\")","diversity":0.2}""");
                Assert.Equal(5, list.GetProperty("items").GetArrayLength());
            }
            return answered;
        })];
        for (int exchange = 0; exchange < 30; exchange++) await PostAsync(client, $"/v1/models/{(exchange % 2 == 0 ? "run" : "000001")}/promote");
        await done.CancelAsync();
        Assert.All(await Task.WhenAll(asking), answered => Assert.True(answered > 0));
    }

    [Fact]
    public async Task A_version_that_is_damaged_is_refused_and_at_a_start_the_one_before_it_is_served()
    {
        await using (CiceroneServer server = await StartAsync())
        {
            using var client = new HttpClient { BaseAddress = server.Address };
            await SendAsync(client, "new", people: 40, ReadWith("children-of-time"));
            await PostAsync(client, "/v1/models/learn");
            await PostAsync(client, "/v1/models/run/promote");
            string weights = Directory.GetFiles(Path.Combine(Models, "000001", "model"), "*.safetensors").Single();
            byte[] bytes = await File.ReadAllBytesAsync(weights, Cancellation);
            await File.WriteAllBytesAsync(weights, bytes[..^10], Cancellation);
            using (HttpResponseMessage refused = await client.PostAsync("/v1/models/000001/promote", content: null, Cancellation))
            {
                Assert.Equal(400, (int)refused.StatusCode);
                Assert.Contains("damaged", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
            }
            Assert.Equal("run", (await client.GetFromJsonAsync<JsonElement>("/v1/models", Cancellation)).GetProperty("inService").GetString());
            await File.WriteAllBytesAsync(weights, bytes, Cancellation);
            await PostAsync(client, "/v1/models/000001/promote");
            await File.WriteAllBytesAsync(weights, bytes[..^10], Cancellation);
        }
        await using (CiceroneServer server = await StartAsync())
        {
            Assert.Contains("000001", Assert.Single(server.Remarks), StringComparison.Ordinal);
            using var client = new HttpClient { BaseAddress = server.Address };
            Assert.Equal("run", (await client.GetFromJsonAsync<JsonElement>("/v1/models", Cancellation)).GetProperty("inService").GetString());
        }
    }

    [Theory]
    [InlineData("..")]
    [InlineData("%2E%2E")]
    [InlineData("..%2F..%2Fetc")]
    [InlineData("000001%2F..%2F..")]
    [InlineData("%2Fetc")]
    [InlineData("999999")]
    [InlineData("00001%00")]
    public async Task A_name_that_is_no_version_leads_nowhere(string name)
    {
        await using CiceroneServer server = await StartAsync();
        using var client = new HttpClient { BaseAddress = server.Address };
        using HttpResponseMessage response = await client.PostAsync($"/v1/models/{name}/promote", content: null, Cancellation);
        Assert.InRange((int)response.StatusCode, 400, 405);
    }

    [Fact]
    public async Task After_the_receipt_a_person_is_in_no_file_and_no_answer()
    {
        const string Person = "somebody-with-a-rare-name";
        await using CiceroneServer server = await StartAsync();
        using var client = new HttpClient { BaseAddress = server.Address };
        await SendAsync(client, "new", people: 40, ReadWith("children-of-time"));
        (await client.PutAsJsonAsync($"/v1/users/{Person}", new { comment = "a rare remark" }, Cancellation)).EnsureSuccessStatusCode();
        await PostAsync(client, "/v1/events", JsonSerializer.Serialize(Shelf.Select(item => new { user = Person, item })));
        await PostAsync(client, "/v1/models/learn");
        await PostAsync(client, "/v1/recommendations", $$$"""{"user":"{{{Person}}}","context":{"place":"a rare place"}}""");
        Assert.NotEmpty(FilesWith(Person));

        JsonElement receipt = await (await client.DeleteAsync($"/v1/users/{Person}", Cancellation)).Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal(10, receipt.GetProperty("events").GetInt32());
        Assert.Equal("000002", receipt.GetProperty("model").GetString());
        Assert.Equal(["000001", "run"], receipt.GetProperty("removed").EnumerateArray().Select(version => version.GetString()));
        Assert.Empty(FilesWith(Person));
        Assert.Empty(FilesWith("a rare remark"));
        Assert.Empty(FilesWith("a rare place"));
        foreach (string path in (string[])[$"/v1/users/{Person}", $"/v1/users/{Person}/events", $"/v1/users/{Person}/recommendations", $"/api/user/{Person}"])
            Assert.Equal(404, (int)(await client.GetAsync(path, Cancellation)).StatusCode);
        Assert.DoesNotContain(Person, await client.GetStringAsync("/v1/users?limit=1000", Cancellation), StringComparison.Ordinal);
        Assert.DoesNotContain(Person, await client.GetStringAsync("/api/item/dune/feedback", Cancellation), StringComparison.Ordinal);
        using HttpResponseMessage run = await client.PostAsync("/v1/models/run/promote", content: null, Cancellation);
        Assert.Equal(404, (int)run.StatusCode); // it may have learned from them
    }

    private Task<CiceroneServer> StartAsync(Func<LearningOptions, LearningOptions>? change = null)
    {
        var learning = new LearningOptions { Folder = Models, FewestPeople = 5, Threads = 1 };
        return CiceroneServer.StartAsync(RunningServer.Options(_folder) with { Learning = change?.Invoke(learning) ?? learning }, Cancellation);
    }

    private string[] FilesWith(string text) => [.. Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Where(file => Contents(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0)];

    private static byte[] Contents(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static Func<int, string[]> ReadWith(string item) => number => [.. Chosen(Shelf, number), item];

    /// <summary>Six books of a shelf.</summary>
    private static string[] Chosen(string[] shelf, int number) => [.. Enumerable.Range(number, 6).Select(place => shelf[place % shelf.Length])];

    private static async Task SendAsync(HttpClient client, string name, int people, Func<int, string[]> items) =>
        await PostAsync(client, "/v1/events", JsonSerializer.Serialize(Enumerable.Range(0, people).SelectMany(number => items(number).Select(item => new { user = $"{name}-{number}", item }))));

    private static async Task AssertKnowsAsync(HttpClient client, string version)
    {
        JsonElement list = await client.GetFromJsonAsync<JsonElement>("/v1/models", Cancellation);
        Assert.Equal(version, list.GetProperty("inService").GetString());
        JsonElement answer = await PostAsync(client, "/v1/recommendations", """{"history":["children-of-time"],"count":1}""");
        Assert.Empty(answer.GetProperty("unknownItems").EnumerateArray());
        Assert.Contains(answer.GetProperty("items")[0].GetProperty("item").GetString(), Shelf);
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, string? body = null)
    {
        using HttpContent? content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await client.PostAsync(path, content, Cancellation);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(Cancellation)}");
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }
}
