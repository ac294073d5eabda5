using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Cicerone.Server.Tests.Tour;

public sealed class SeasonTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Turning_the_season_moves_timing_and_not_hits_and_other_books_the_reverse()
    {
        using var patient = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(5) }; // two years of a shop are made and judged
        JsonElement season = await patient.GetFromJsonAsync<JsonElement>("/v1/tour/jkge-ss?months=4&books=false", TestContext.Current.CancellationToken);
        JsonElement books = await patient.GetFromJsonAsync<JsonElement>("/v1/tour/jkge-ss?months=0&books=true", TestContext.Current.CancellationToken);
        double Part(JsonElement exhibit, string when, string part) => exhibit.GetProperty(when).GetProperty(part).GetDouble();
        Assert.True(Part(season, "after", "timing") > Part(season, "before", "timing") + 0.3);
        Assert.True(Part(books, "after", "timing") < Part(season, "after", "timing") - 0.3);
        Assert.Equal(Part(season, "before", "jkgeSs"), Part(books, "before", "jkgeSs"), 0.05); // the same year lies before

        Assert.Equal(["hits silent", "demand by category fired"], Alarms(season));
        Assert.Equal(["hits fired", "demand by category silent"], Alarms(books));
        foreach (JsonElement exhibit in (JsonElement[])[season, books])
        {
            Assert.True(exhibit.GetProperty("retrained").GetProperty("promoted").GetBoolean());
            Assert.True(exhibit.GetProperty("retrained").GetProperty("judged").GetProperty("people").GetInt32() >= 30);
        }
        Assert.True(books.GetProperty("retrained").GetProperty("judged").GetProperty("low").GetDouble() > 0); // learned anew it is better, not only no worse

        string html = await patient.GetStringAsync(new Uri("/tour/jkge-ss?months=4", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("<h1>JKGE_ss</h1>", html, StringComparison.Ordinal);
        Assert.Contains("the alarm on demand by category fired on", html, StringComparison.Ordinal);
        Assert.Contains("promoted.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_dial_ends_at_half_a_year()
    {
        using HttpResponseMessage answer = await server.SendAsync("GET", "/v1/tour/jkge-ss?months=7");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("0 to 6 months", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static string[] Alarms(JsonElement exhibit) =>
    [
        .. exhibit.GetProperty("alarms").EnumerateArray().Select(alarm =>
        {
            Assert.False(alarm.GetProperty("inTwin").GetBoolean());
            JsonElement fired = alarm.GetProperty("firedAt");
            if (fired.ValueKind == JsonValueKind.String) Assert.True(fired.GetDateTime() > exhibit.GetProperty("break").GetDateTime());
            return $"{alarm.GetProperty("watches").GetString()} {(fired.ValueKind == JsonValueKind.Null ? "silent" : "fired")}";
        }),
    ];
}
