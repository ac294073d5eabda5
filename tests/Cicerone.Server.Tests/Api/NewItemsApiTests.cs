using System.Net;
using System.Text.Json;
using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Server.Tests.Api;

/// <summary>Items that join a model in service.</summary>
public sealed class NewItemsApiTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-server-").FullName;
    private CiceroneServer? _server;
    private HttpClient? _client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Catalogue shop = Shop.Recommender.Catalogue;
        var recommender = new Recommender(new ByTitleLength(shop.Items), shop, new ModelCard { Algorithm = "stands-for-one", Options = new Dictionary<string, string>(), Seed = 1, TrainingEvents = 0 });
        _server = await CiceroneServer.StartAsync(RunningServer.Options(_folder) with { Recommender = recommender }, Cancellation);
        _client = new HttpClient { BaseAddress = _server.Address };
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_server is not null) await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_new_item_is_recommended_at_once_without_a_fit()
    {
        using HttpResponseMessage added = await PostAsync("/v1/items", """[{ "item": "new", "columns": { "title": "The Longest Title That Any Book Of This Shop Has Ever Had" } }]""");
        Assert.Equal(HttpStatusCode.OK, added.StatusCode);
        using HttpResponseMessage answer = await PostAsync("/v1/recommendations", """{ "history": ["dune"], "count": 1 }""");
        JsonElement first = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).RootElement.GetProperty("items")[0];
        Assert.Equal("new", first.GetProperty("item").GetString());
        Assert.StartsWith("The Longest", first.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Contains("The Longest", await _client!.GetStringAsync(new Uri("/v1/items/new", UriKind.Relative), Cancellation), StringComparison.Ordinal);
        Assert.Contains("The Longest", await _client!.GetStringAsync(new Uri("/v1/items?query=longest", UriKind.Relative), Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{ "item": "dune" }]""", "is taken")]
    [InlineData("""[{ "item": "twice" }, { "item": "twice" }]""", "is taken")]
    [InlineData("""[{ "item": "new", "columns": { "tilte": "x" } }]""", "Did you mean 'title'")]
    [InlineData("""[{ "item": "new", "columns": { "title": 3 } }]""", "an object of texts")]
    [InlineData("""[]""", "send 1 to")]
    [InlineData("""{ "item": "new" }""", "a list of items")]
    public async Task What_cannot_be_added_is_refused_whole(string body, string why)
    {
        using HttpResponseMessage answer = await PostAsync("/v1/items", body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(why, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        using HttpResponseMessage unknown = await _client!.GetAsync(new Uri("/v1/items/new", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public void A_model_that_knows_only_what_it_was_fitted_with_says_so()
    {
        var fault = Assert.Throws<CiceroneException>(() => Shop.Recommender.Add([new NewItem("new", new Dictionary<string, string?>())]));
        Assert.Contains("faerec", fault.Message, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        return await _client!.PostAsync(new Uri(path, UriKind.Relative), content, Cancellation);
    }

    /// <summary>Stands for a model that reads text: the longer the title, the higher the score.</summary>
    private sealed class ByTitleLength(ItemTable items) : IScores, IEncodes
    {
        public void Score(ReadOnlySpan<Query> queries, Catalogue catalogue, Span<float> scores)
        {
            for (int i = 0; i < scores.Length; i++) scores[i] = items.Title(i % items.Items.Count).Length;
        }

        public IEncodes With(IReadOnlyList<NewItem> more) => new ByTitleLength(items.With(more));

        public void Save(ModelWriter folder) => throw new NotSupportedException("It is made for a test.");
    }
}
