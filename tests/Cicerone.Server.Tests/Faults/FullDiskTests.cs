using System.Net.Http.Json;
using System.Text.Json;

namespace Cicerone.Server.Tests.Faults;

/// <summary>A server whose store lies on a small disk of its own.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-disk-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task When_the_disk_is_full_senders_are_told_and_nothing_acknowledged_is_lost()
    {
        using ServerProcess server = await ServerProcess.StartAsync(_folder, diskKilobytes: 4096);
        using var client = new HttpClient { BaseAddress = server.Address };
        int acknowledged = 0;
        string refusal = "";
        while (refusal.Length == 0)
        {
            Assert.True(acknowledged < 100_000, "The disk does not fill.");
            using HttpResponseMessage response = await SendAsync(client);
            if (response.IsSuccessStatusCode) acknowledged += 100;
            else
            {
                Assert.Equal(503, (int)response.StatusCode);
                refusal = await response.Content.ReadAsStringAsync(Cancellation);
            }
        }
        Assert.Contains("disk of the store is full", refusal, StringComparison.Ordinal);
        Assert.Equal(acknowledged, await CountAsync(client));
        Assert.NotEmpty((await client.GetFromJsonAsync<JsonElement>("/v1/users/ada/recommendations", Cancellation)).GetProperty("items").EnumerateArray());

        server.MakeRoom();
        for (int attempt = 0; ; attempt++)
        {
            using HttpResponseMessage response = await SendAsync(client);
            if (response.IsSuccessStatusCode) break;
            Assert.True(attempt < 200, "The server does not go on when there is room again.");
            await Task.Delay(50, Cancellation);
        }
        Assert.Equal(acknowledged + 100, await CountAsync(client));
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client) =>
        client.PostAsJsonAsync("/v1/events", Enumerable.Repeat(new { user = "many", item = new string('x', 100) }, 100), Cancellation);

    private static async Task<int> CountAsync(HttpClient client) => (await client.GetFromJsonAsync<JsonElement>("/v1/users/many/events", Cancellation)).GetProperty("events").GetArrayLength();
}
