using System.Net.Http.Json;
using System.Text.Json;

namespace Cicerone.Server.Tests.Experiments;

/// <summary>A log whose truth is known: a person buys what is drawn for them exactly when the model would have shown it first.</summary>
public sealed class PolicyComparisonTests : IAsyncLifetime
{
    private const int Rounds = 22;
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-policy-").FullName;
    private readonly SetClock _clock = new();
    private CiceroneServer? _server;
    private HttpClient? _client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await CiceroneServer.StartAsync(RunningServer.Options(_folder) with { Clock = _clock }, Cancellation);
        _client = new HttpClient { BaseAddress = _server.Address };
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_server is not null) await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_model_in_service_is_found_to_earn_what_it_would_and_not_what_was_drawn()
    {
        Assert.Contains("no place that was drawn", (await AnswerAsync("/v1/off-policy", new { model = "run", outcome = "purchase" }, 400)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        using (HttpResponseMessage rules = await _client!.PutAsJsonAsync("/v1/merchandising/default", new { explorations = new[] { new { probability = 1, positions = new[] { 1 }, when = "mode = \"explore\"" } } }, Cancellation)) rules.EnsureSuccessStatusCode();
        string[] people = [.. (await _client!.GetFromJsonAsync<JsonElement>("/v1/users", Cancellation)).GetProperty("users").EnumerateArray().Select(person => person.GetProperty("id").GetString()!)];
        int bought = 0;
        for (int round = 0; round < Rounds; round++)
        {
            foreach (string person in people)
            {
                string first = await ShownAsync(person, "plain", round), drawn = await ShownAsync(person, "explore", round);
                if (drawn != first) continue;
                await AnswerAsync("/v1/events", new { user = person, item = drawn, action = "purchase" });
                bought++;
            }
            _clock.Pass(TimeSpan.FromHours(2)); // what is bought in a later round is out of this one's window
        }
        JsonElement estimates = await AnswerAsync("/v1/off-policy", new { model = "run", outcome = "purchase", windowHours = 1 });
        Assert.Equal(Rounds * people.Length, estimates.GetProperty("choices").GetInt32());
        Assert.Equal((double)bought / (Rounds * people.Length), estimates.GetProperty("logged").GetProperty("value").GetDouble(), 1e-12);
        Assert.Equal(1, estimates.GetProperty("selfNormalised").GetProperty("value").GetDouble(), 1e-12);
        foreach (string estimate in (string[])["inversePropensity", "doublyRobust"])
        {
            JsonElement interval = estimates.GetProperty(estimate).GetProperty("interval");
            Assert.InRange(1, interval.GetProperty("low").GetDouble(), interval.GetProperty("high").GetDouble());
        }
        Assert.True(estimates.GetProperty("logged").GetProperty("interval").GetProperty("high").GetDouble() < 0.3);
    }

    [Theory]
    [InlineData("""{"model":"000007","outcome":"purchase"}""", "--models")]
    [InlineData("""{"model":"run"}""", "'outcome' of the request is missing")]
    [InlineData("""{"model":"run","outcome":"purchase","windowHours":0}""", "The window is 0 hours")]
    public async Task What_cannot_be_asked_is_refused(string body, string says) =>
        Assert.Contains(says, (await AnswerAsync("/v1/off-policy", JsonSerializer.Deserialize<JsonElement>(body), 400)).GetProperty("detail").GetString(), StringComparison.Ordinal);

    private async Task<string> ShownAsync(string person, string mode, int round) =>
        (await AnswerAsync("/v1/recommendations", new { user = person, count = 1, reasons = 0, context = new { mode }, request = $"{mode} {person} {round}" })).GetProperty("items")[0].GetProperty("item").GetString()!;

    private async Task<JsonElement> AnswerAsync(string path, object body, int status = 200)
    {
        using HttpResponseMessage response = await _client!.PostAsJsonAsync(path, body, Cancellation);
        Assert.Equal(status, (int)response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }
}
