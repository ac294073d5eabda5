using System.Net;
using System.Text.Json;
using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Server.Tests.Api;

/// <summary>Items that are told of and join a model in service that can make something of them.</summary>
public sealed class JoiningItemsTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-server-").FullName;
    private CiceroneServer? _server;
    private HttpClient? _client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await StartAsync();

    public async ValueTask DisposeAsync()
    {
        await DisposeServerAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_new_item_is_recommended_at_once_and_after_a_start_without_a_fit()
    {
        Assert.Equal((1, 1), await PutAsync("""[{ "item": "new", "columns": { "title": "The Longest Title That Any Book Of This Shop Has Ever Had", "shelf": "low" } }]"""));
        for (int start = 0; start < 2; start++)
        {
            Assert.Equal(("new", "The Longest"), await FirstAsync());
            Assert.Contains("The Longest", await _client!.GetStringAsync(new Uri("/v1/items/new", UriKind.Relative), Cancellation), StringComparison.Ordinal);
            Assert.Contains("The Longest", await _client!.GetStringAsync(new Uri("/v1/items?query=longest", UriKind.Relative), Cancellation), StringComparison.Ordinal);
            await DisposeServerAsync();
            await StartAsync();
        }
    }

    [Fact]
    public async Task What_is_told_of_it_anew_stands_in_the_place_of_what_was_and_a_deleted_one_is_gone()
    {
        await PutAsync("""[{ "item": "new", "columns": { "title": "The Longest Title That Any Book Of This Shop Has Ever Had" } }, { "item": "other", "columns": { "title": "The Longest Title But One That Any Book Of This Shop Had" } }]""");
        Assert.Equal("new", (await FirstAsync()).Item);
        await PutAsync("""[{ "item": "new", "columns": { "title": "Short" } }]""");
        Assert.Equal("other", (await FirstAsync()).Item);
        using HttpResponseMessage deleted = await _client!.DeleteAsync(new Uri("/v1/items/other", UriKind.Relative), Cancellation);
        Assert.Equal("styles", (await FirstAsync()).Item);
    }

    [Fact]
    public async Task One_that_nothing_can_be_made_of_is_stored_and_keeps_no_other_from_joining()
    {
        Assert.Equal((4, 3), await PutAsync("""[{ "item": "a", "columns": { "title": "One" } }, { "item": "without a title" }, { "item": "b", "columns": { "title": "Two" } }, { "item": "dune", "hidden": true }]"""));
        Assert.Contains("without a title", await _client!.GetStringAsync(new Uri("/v1/items?query=without", UriKind.Relative), Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{ "item": "new", "columns": { "title": 3 } }]""", "an object of texts")]
    [InlineData("""[{ "item": "new", "vector": [1, 1e39] }]""", "all finite")]
    [InlineData("""[{ "item": "new", "vector": [] }]""", "1 to 4096")]
    [InlineData("""[{ "item": "new", "tilte": "x" }]""", "There is no field of item 1 'tilte'")]
    public async Task What_cannot_be_stored_is_refused_whole(string body, string why)
    {
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Put, "/v1/items", body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(why, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        using HttpResponseMessage unknown = await _client!.GetAsync(new Uri("/v1/items/new", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public void A_model_that_knows_only_what_it_was_fitted_with_says_so()
    {
        var fault = Assert.Throws<CiceroneException>(() => Shop.Recommender.With([new NewItem("new", new Dictionary<string, string?>())]));
        Assert.Contains("faerec", fault.Message, StringComparison.Ordinal);
    }

    private async Task StartAsync()
    {
        Catalogue shop = Shop.Recommender.Catalogue;
        var recommender = new Recommender(new ByTitleLength(shop.Items), shop, new ModelCard { Algorithm = "stands-for-one", Options = new Dictionary<string, string>(), Seed = 1, TrainingEvents = 0 });
        _server = await CiceroneServer.StartAsync(RunningServer.Options(_folder) with { Recommender = recommender }, Cancellation);
        _client = new HttpClient { BaseAddress = _server.Address };
    }

    private async Task DisposeServerAsync()
    {
        _client?.Dispose();
        if (_server is not null) await _server.DisposeAsync();
    }

    private async Task<(int Stored, int Recommendable)> PutAsync(string body)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Put, "/v1/items", body);
        JsonElement receipt = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation)).RootElement;
        return (receipt.GetProperty("stored").GetInt32(), receipt.GetProperty("recommendable").GetInt32());
    }

    /// <summary>The item that is recommended first, and how its title begins.</summary>
    private async Task<(string Item, string Title)> FirstAsync()
    {
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Post, "/v1/recommendations", """{ "history": ["dune"], "count": 1 }""");
        JsonElement first = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).RootElement.GetProperty("items")[0];
        return (first.GetProperty("item").GetString()!, string.Join(' ', first.GetProperty("title").GetString()!.Split(' ').Take(2)));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        return await _client!.SendAsync(request, Cancellation);
    }

    /// <summary>Stands for a model that reads text: the longer the title, the higher the score.</summary>
    private sealed class ByTitleLength(ItemTable items) : IScores, IEncodes
    {
        public void Score(ReadOnlySpan<Query> queries, Catalogue catalogue, Span<float> scores)
        {
            for (int i = 0; i < scores.Length; i++) scores[i] = items.Title(i % items.Items.Count).Length;
        }

        public IEncodes With(IReadOnlyList<NewItem> more) => more.All(item => item.Columns.ContainsKey("title")) ? new ByTitleLength(items.With(more)) : throw new CiceroneException("An item has no title.");

        public void Save(ModelWriter folder) => throw new NotSupportedException("It is made for a test.");
    }
}
