using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Cicerone.Server.Learning;

namespace Cicerone.Server.Tests.Experiments;

public sealed class ExperimentTests : IAsyncLifetime
{
    private const int People = 260;
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-experiment-").FullName;
    private readonly SetClock _clock = new();
    private CiceroneServer? _server;
    private HttpClient? _client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private HttpClient Client => _client!;

    public async ValueTask InitializeAsync()
    {
        _server = await CiceroneServer.StartAsync(RunningServer.Options(_folder) with { Clock = _clock, Learning = new LearningOptions { Folder = Path.Combine(_folder, "models"), FewestPeople = 5, Threads = 1 } }, Cancellation);
        _client = new HttpClient { BaseAddress = _server.Address };
        await SendAsync("PUT", "/v1/merchandising/pinned", """{"pins":[{"item":"rose","position":1}]}""");
        await SendAsync("POST", "/v1/events", JsonSerializer.Serialize(Enumerable.Range(0, People).Select(person => new { user = $"person {person}", item = "dune" })));
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_server is not null) await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task People_stay_in_their_arm_and_the_arms_have_their_shares()
    {
        await BeginAsync("first", ("control", 0.7, null), ("pinned", 0.3, "pinned"));
        string?[] arms = await ShowAsync(), again = await ShowAsync();
        Assert.Equal(arms, again);
        Assert.InRange(arms.Count(arm => arm == "pinned"), (int)(0.22 * People), (int)(0.38 * People)); // the hash is fixed: 2.8 standard errors
        JsonElement stranger = await SendAsync("POST", "/v1/recommendations", """{"history":["dune"]}""");
        Assert.Equal(JsonValueKind.Null, stranger.GetProperty("experiment").ValueKind);
        await SendAsync("POST", "/v1/experiments/first/end");
        Assert.All(await ShowAsync(), Assert.Null);
        await BeginAsync("second", ("control", 0.7, null), ("pinned", 0.3, "pinned"));
        string?[] anew = await ShowAsync();
        int both = Enumerable.Range(0, People).Count(person => arms[person] == "pinned" && anew[person] == "pinned");
        Assert.InRange(both, (int)(0.03 * People), (int)(0.16 * People)); // 0.09 where the divisions are independent
    }

    [Fact]
    public async Task An_arm_that_is_better_wins_when_the_windows_have_passed_and_is_promoted()
    {
        await BeginAsync("better", ("control", 0.5, null), ("pinned", 0.5, "pinned"));
        string?[] arms = await ShowAsync();
        await SendAsync("POST", "/v1/events", JsonSerializer.Serialize(Enumerable.Range(0, People).Where(person => arms[person] == "pinned" ? person % 10 < 7 : person % 10 == 0)
            .Select(person => new { user = $"person {person}", item = arms[person] == "pinned" ? "rose" : "foundation", action = "purchase" })));
        JsonElement early = await GetAsync("/v1/experiments/better");
        Assert.Equal([0, 0], early.GetProperty("arms").EnumerateArray().Select(arm => arm.GetProperty("counted").GetInt32()));
        Assert.Equal(JsonValueKind.Null, early.GetProperty("winner").ValueKind);

        _clock.Pass(TimeSpan.FromHours(2));
        await SendAsync("POST", "/v1/events", JsonSerializer.Serialize(Enumerable.Range(0, People).Select(person => new { user = $"person {person}", item = "rose", action = "purchase" }))); // too late to count
        JsonElement state = await GetAsync("/v1/experiments/better");
        JsonElement control = state.GetProperty("arms")[0], pinned = state.GetProperty("arms")[1];
        Assert.Equal(People, control.GetProperty("counted").GetInt32() + pinned.GetProperty("counted").GetInt32());
        Assert.Equal(Enumerable.Range(0, People).Count(person => arms[person] == "pinned" && person % 10 < 7), pinned.GetProperty("successes").GetInt32());
        Assert.Equal("pinned", state.GetProperty("winner").GetString());
        Assert.True(pinned.GetProperty("outcome").GetProperty("pValue").GetDouble() < 0.001);
        Assert.True(pinned.GetProperty("outcome").GetProperty("low").GetDouble() > 0);
        Assert.Equal(JsonValueKind.Null, control.GetProperty("outcome").ValueKind);

        JsonElement promoted = await SendAsync("POST", "/v1/experiments/better/arms/pinned/promote");
        Assert.Contains("put in service", promoted.GetProperty("endedWhy").GetString(), StringComparison.Ordinal);
        JsonElement list = await SendAsync("POST", "/v1/recommendations", """{"history":["dune"]}""");
        Assert.Equal("pin", list.GetProperty("items")[0].GetProperty("source").GetString());
    }

    [Fact]
    public async Task An_arm_whose_guard_is_passed_is_stopped_and_its_people_get_what_the_others_do()
    {
        await BeginAsync("bad", ("control", 0.5, null), ("pinned", 0.5, "pinned"));
        string?[] arms = await ShowAsync();
        await SendAsync("POST", "/v1/events", JsonSerializer.Serialize(Enumerable.Range(0, People).Where(person => arms[person] == "pinned").Select(person => new { user = $"person {person}", item = "rose", action = "not-interested" })));
        _clock.Pass(TimeSpan.FromHours(2));
        JsonElement state = await GetAsync("/v1/experiments/bad");
        Assert.Contains("complain", state.GetProperty("experiment").GetProperty("arms")[1].GetProperty("stopped").GetString(), StringComparison.Ordinal);
        Assert.NotEqual(JsonValueKind.Null, state.GetProperty("experiment").GetProperty("ended").ValueKind);
        Assert.All(await ShowAsync(), Assert.Null);
    }

    [Fact]
    public async Task Arms_of_two_models_answer_with_their_own_and_end_when_one_is_removed()
    {
        await SendAsync("POST", "/v1/events", JsonSerializer.Serialize(Enumerable.Range(0, 30).SelectMany(person => ((string[])["styles", "falcon", "ripley"]).Select(item => new { user = $"new {person}", item }))));
        string learned = (await SendAsync("POST", "/v1/models/learn")).GetProperty("inService").GetString()!;
        await SendAsync("POST", "/v1/experiments", $$"""{"name":"models","arms":[{"name":"old","share":0.5,"model":"run"},{"name":"new","share":0.5,"model":"{{learned}}"}],"outcome":"purchase"}""");
        var seen = new HashSet<(string?, string?)>();
        for (int person = 0; person < 40; person++)
        {
            JsonElement list = await GetAsync($"/v1/users/person%20{person}/recommendations?count=1");
            seen.Add((list.GetProperty("arm").GetString(), list.GetProperty("model").GetString()));
        }
        Assert.Equal([("new", learned), ("old", "run")], seen.Order());
        using HttpResponseMessage forgotten = await Client.DeleteAsync(new Uri("/v1/users/person%207", UriKind.Relative), Cancellation);
        forgotten.EnsureSuccessStatusCode();
        JsonElement ended = (await GetAsync("/v1/experiments"))[0];
        Assert.Contains("was removed", ended.GetProperty("endedWhy").GetString(), StringComparison.Ordinal);
        Assert.NotEqual("run", (await GetAsync("/v1/users/person%208/recommendations")).GetProperty("model").GetString());
    }

    [Theory]
    [InlineData(400, """{"name":"x","arms":[{"name":"a","share":1}],"outcome":"buy"}""", "The share is 1")]
    [InlineData(400, """{"name":"x","arms":[{"name":"a","share":0.5}],"outcome":"buy"}""", "There are 1 arms")]
    [InlineData(400, """{"name":"x","arms":[{"name":"a","share":0.5},{"name":"a","share":0.5}],"outcome":"buy"}""", "Two arms have one name")]
    [InlineData(400, """{"name":"x","arms":[{"name":"a","share":0.5},{"name":"b","share":0.4}],"outcome":"buy"}""", "must add up to 1")]
    [InlineData(400, """{"name":"x","arms":[{"name":"a","share":0.5},{"name":"b","share":0.5}]}""", "'outcome' of the experiment is missing")]
    [InlineData(404, """{"name":"x","arms":[{"name":"a","share":0.5},{"name":"b","share":0.5,"merchandising":"pined"}],"outcome":"buy"}""", "Did you mean 'pinned'?")]
    [InlineData(404, """{"name":"x","arms":[{"name":"a","share":0.5},{"name":"b","share":0.5,"model":"000009"}],"outcome":"buy"}""", "There is no version of the model '000009'")]
    public async Task An_experiment_that_cannot_be_is_refused(int status, string body, string says)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await Client.PostAsync(new Uri("/v1/experiments", UriKind.Relative), content, Cancellation);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(says, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_experiment_runs_at_a_time_under_a_name_of_its_own()
    {
        await BeginAsync("one", ("a", 0.5, null), ("b", 0.5, "pinned"));
        const string Same = """{"name":"one","arms":[{"name":"a","share":0.5},{"name":"b","share":0.5}],"outcome":"buy"}""";
        Assert.Contains("'one' runs", await FaultAsync(Same), StringComparison.Ordinal);
        await SendAsync("POST", "/v1/experiments/one/end");
        Assert.Contains("another name", await FaultAsync(Same), StringComparison.Ordinal);
    }

    private Task<JsonElement> BeginAsync(string name, params (string Name, double Share, string? Merchandising)[] arms) => SendAsync("POST", "/v1/experiments",
        JsonSerializer.Serialize(new { name, arms = arms.Select(arm => new { name = arm.Name, share = arm.Share, merchandising = arm.Merchandising }), outcome = "purchase", windowHours = 1, effect = 0.2 }));

    /// <summary>Shows everyone a list.</summary>
    /// <returns>Their arms.</returns>
    private async Task<string?[]> ShowAsync()
    {
        string?[] arms = new string?[People];
        for (int person = 0; person < People; person++)
        {
            JsonElement list = await GetAsync($"/v1/users/person%20{person}/recommendations?count=10&reasons=0");
            arms[person] = list.GetProperty("arm").GetString();
            Assert.Equal(arms[person] == "pinned", list.GetProperty("items")[0].GetProperty("source").GetString() == "pin");
        }
        return arms;
    }

    private async Task<string> FaultAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await Client.PostAsync(new Uri("/v1/experiments", UriKind.Relative), content, Cancellation);
        Assert.Equal(400, (int)response.StatusCode);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    private async Task<JsonElement> GetAsync(string path) => await Client.GetFromJsonAsync<JsonElement>(path, Cancellation);

    private async Task<JsonElement> SendAsync(string method, string path, string body = "")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        if (body.Length > 0) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await Client.SendAsync(request, Cancellation);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(Cancellation)}");
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }
}
