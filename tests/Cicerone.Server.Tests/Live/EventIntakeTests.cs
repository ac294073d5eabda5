using System.Net.Http.Json;
using System.Text.Json;

namespace Cicerone.Server.Tests.Live;

public sealed class EventIntakeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-intake-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Many_senders_at_once_are_each_told_what_became_of_their_own()
    {
        await using CiceroneServer server = await CiceroneServer.StartAsync(RunningServer.Options(_folder), Cancellation);
        using var client = new HttpClient { BaseAddress = server.Address };
        JsonElement[] receipts = await Task.WhenAll(Enumerable.Range(0, 200).Select(number => SendAsync(client, new { user = "many", item = "dune", id = $"{number / 2}" })));
        Assert.Equal(100, receipts.Sum(receipt => receipt.GetProperty("accepted").GetInt32()));
        Assert.Equal(100, receipts.Sum(receipt => receipt.GetProperty("duplicates").GetInt32()));
        Assert.Equal(100, (await client.GetFromJsonAsync<JsonElement>("/v1/users/many/events", Cancellation)).GetProperty("events").GetArrayLength());
    }

    [Fact]
    public async Task When_too_much_waits_senders_are_told_to_come_back_and_nothing_of_theirs_is_recorded()
    {
        await using CiceroneServer server = await CiceroneServer.StartAsync(RunningServer.Options(_folder) with { MostWaitingEvents = 50 }, Cancellation);
        using var client = new HttpClient { BaseAddress = server.Address };
        int[] codes = await Task.WhenAll(Enumerable.Range(0, 60).Select(async sender =>
        {
            using HttpResponseMessage response = await client.PostAsJsonAsync("/v1/events", Enumerable.Repeat(new { user = "many", item = "dune" }, 40), Cancellation);
            if (response.StatusCode == System.Net.HttpStatusCode.ServiceUnavailable) Assert.Equal("1", Assert.Single(response.Headers.GetValues("Retry-After")));
            return (int)response.StatusCode;
        }));
        Assert.Equal([200, 503], codes.Distinct().Order());
        Assert.Equal(40 * codes.Count(code => code == 200), (await client.GetFromJsonAsync<JsonElement>("/v1/users/many/events", Cancellation)).GetProperty("events").GetArrayLength());
        using HttpResponseMessage alone = await client.PostAsJsonAsync("/v1/events", Enumerable.Repeat(new { user = "alone", item = "dune" }, 1000), Cancellation);
        alone.EnsureSuccessStatusCode(); // more than may wait, but nothing waits before it
    }

    private static async Task<JsonElement> SendAsync(HttpClient client, object body)
    {
        using HttpResponseMessage response = await client.PostAsJsonAsync("/v1/events", body, Cancellation);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }
}
