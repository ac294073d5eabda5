using System.Net.Http.Json;
using System.Text.Json;
using Cicerone.Server.Tests.Storage;

namespace Cicerone.Server.Tests;

public sealed class CiceroneServerTests(PostgresServer postgres) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-server-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_restart_knows_what_was_recorded_and_takes_the_seed_over_once()
    {
        ServerOptions options = RunningServer.Options(_folder);
        using var client = new HttpClient();
        await using (CiceroneServer server = await CiceroneServer.StartAsync(options, Cancellation))
        {
            Assert.Empty(server.Remarks);
            Assert.NotEqual(0, server.Address.Port);
            using HttpResponseMessage response = await client.PostAsJsonAsync(new Uri(server.Address, "/v1/events"), new { user = "ada", item = "moonstone" }, Cancellation);
            response.EnsureSuccessStatusCode();
        }
        await using (CiceroneServer server = await CiceroneServer.StartAsync(options, Cancellation))
        {
            Assert.Empty(server.Remarks);
            var events = await client.GetFromJsonAsync<JsonElement>(new Uri(server.Address, "/v1/users/ada/events"), Cancellation);
            Assert.Equal(9, events.GetProperty("events").GetArrayLength());
            Assert.Equal("moonstone", events.GetProperty("events")[8].GetProperty("item").GetString());
        }
    }

    [Fact]
    public async Task A_store_with_the_events_of_another_run_is_served_with_a_remark()
    {
        ServerOptions options = RunningServer.Options(_folder);
        await using (await CiceroneServer.StartAsync(options, Cancellation)) { }
        await using CiceroneServer server = await CiceroneServer.StartAsync(options with { SeedName = "another run" }, Cancellation);
        string remark = Assert.Single(server.Remarks);
        Assert.Contains("'shop'", remark, StringComparison.Ordinal);
        Assert.Contains("'another run'", remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_serves_from_PostgreSQL_and_goes_on_after_the_database_was_stopped()
    {
        await using var database = new PostgresServer();
        ServerOptions options = RunningServer.Options(_folder) with { Store = await database.NewDatabaseAsync() };
        using var client = new HttpClient();
        await using CiceroneServer server = await CiceroneServer.StartAsync(options, Cancellation);
        Uri list = new(server.Address, "/v1/users/ada/recommendations?count=3&reasons=1"), events = new(server.Address, "/v1/events"), ready = new(server.Address, "/health/ready");
        async Task<string> ItemsAsync() => (await client.GetFromJsonAsync<JsonElement>(list, Cancellation)).GetProperty("items").GetRawText();
        string before = await ItemsAsync();
        Assert.Contains("You chose", before, StringComparison.Ordinal);

        await database.StopAsync();
        foreach (HttpResponseMessage refusal in (HttpResponseMessage[])[await client.PostAsJsonAsync(events, new { user = "ada", item = "rose" }, Cancellation), await client.GetAsync(ready, Cancellation)])
        {
            Assert.Equal(503, (int)refusal.StatusCode);
            Assert.Equal("application/problem+json", refusal.Content.Headers.ContentType?.MediaType);
            Assert.Contains("PostgreSQL", await refusal.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
            refusal.Dispose();
        }

        await database.StartAsync();
        Assert.Equal(before, await ItemsAsync());
        using HttpResponseMessage recorded = await client.PostAsJsonAsync(events, new { user = "ada", item = "rose" }, Cancellation);
        recorded.EnsureSuccessStatusCode();
        Assert.NotEqual(before, await ItemsAsync());
    }

    [Fact]
    public async Task A_remark_about_the_store_keeps_its_password_to_itself()
    {
        ServerOptions options = RunningServer.Options(_folder) with { Store = await postgres.NewDatabaseAsync() };
        await using (await CiceroneServer.StartAsync(options, Cancellation)) { }
        await using CiceroneServer server = await CiceroneServer.StartAsync(options with { SeedName = "another run" }, Cancellation);
        Assert.DoesNotContain("p%40ss", Assert.Single(server.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told()
    {
        await using CiceroneServer first = await CiceroneServer.StartAsync(RunningServer.Options(_folder), Cancellation);
        ServerOptions second = RunningServer.Options(_folder) with { Urls = first.Address.ToString() };
        var fault = await Assert.ThrowsAsync<CiceroneException>(() => CiceroneServer.StartAsync(second, Cancellation));
        Assert.Contains(first.Address.Port.ToString(), fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_stops_listening_when_it_is_stopped()
    {
        await using CiceroneServer server = await CiceroneServer.StartAsync(RunningServer.Options(_folder), Cancellation);
        await server.StopAsync(Cancellation);
        using var client = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(server.Address, Cancellation));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ; ")]
    [InlineData("5000")]
    [InlineData("ftp://127.0.0.1:5000")]
    [InlineData("https://127.0.0.1:5000")]
    [InlineData("http://127.0.0.1:5000/books")]
    [InlineData("http://unix:/tmp/cicerone.sock")]
    [InlineData("http://127.0.0.1:99999")]
    public void An_address_that_cannot_be_listened_on_is_refused(string urls) =>
        Assert.Throws<CiceroneException>(() => RunningServer.Options(_folder) with { Urls = urls });
}
