using System.Net;
using System.Text;

namespace Cicerone.Client.Tests;

public sealed class RetryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_may_be_sent_twice_is_sent_again_as_the_same()
    {
        using var handler = new Unsteady("out of reach", "503", """{"accepted":1,"duplicates":0,"unknownItems":[]}""");
        using CiceroneClient client = Client(handler);
        Assert.Equal(1, (await client.Events.RecordAsync([new UserEvent("ada", "dune")], Cancellation)).Accepted);
        Assert.Equal(3, handler.Keys.Count);
        Assert.Single(handler.Keys.Distinct());
        Assert.NotNull(handler.Keys[0]);
    }

    [Fact]
    public async Task A_recommendation_is_asked_for_again_under_the_same_id()
    {
        using var handler = new Unsteady("503", """{"request":"x","source":"ease","model":"run","items":[],"unknownItems":[]}""");
        using CiceroneClient client = Client(handler);
        await client.Recommendations.RecommendAsync(new RecommendationQuery { History = ["dune"] }, Cancellation);
        Assert.Equal(2, handler.Bodies.Count);
        Assert.Single(handler.Bodies.Distinct());
    }

    [Theory]
    [InlineData("503")]
    [InlineData("out of reach")]
    public async Task What_may_not_be_sent_twice_is_not(string first)
    {
        using var handler = new Unsteady(first, """{"inService":"run"}""");
        using CiceroneClient client = Client(handler);
        Assert.NotNull(await Record.ExceptionAsync(() => client.Models.RollBackAsync(Cancellation)));
        Assert.Single(handler.Bodies);
    }

    [Fact]
    public async Task When_too_many_ask_nothing_was_done_and_all_may_be_sent_again()
    {
        using var handler = new Unsteady("429", """{"inService":"run"}""");
        using CiceroneClient client = Client(handler);
        Assert.Equal("run", (await client.Models.RollBackAsync(Cancellation)).InService);
    }

    [Fact]
    public async Task It_gives_up_after_so_many_times_with_what_the_server_said()
    {
        using var handler = new Unsteady("503", "503", "503", "503", "503");
        using CiceroneClient client = Client(handler, retries: 2);
        var fault = await Assert.ThrowsAsync<CiceroneApiException>(() => client.Models.GetAsync(Cancellation));
        Assert.True(fault.IsBusy && fault.Message == "come back");
        Assert.Equal(3, handler.Bodies.Count);
    }

    [Fact]
    public async Task An_answer_that_is_not_known_is_told()
    {
        using var handler = new Unsteady("[1]");
        using CiceroneClient client = Client(handler);
        Assert.Contains("not what this client knows", (await Assert.ThrowsAsync<CiceroneApiException>(() => client.Models.GetAsync(Cancellation))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_options_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new CiceroneClientOptions { Address = new Uri("http://shop"), Retries = 11 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CiceroneClientOptions { Address = new Uri("http://shop"), FirstWait = TimeSpan.FromSeconds(-1) });
    }

    private static CiceroneClient Client(Unsteady handler, int retries = 3) =>
        new(new CiceroneClientOptions { Address = new Uri("http://shop"), FirstWait = TimeSpan.Zero, Retries = retries, Key = "secret" }, new HttpClient(handler));

    /// <summary>Answers one after another: "out of reach", a status, or a body.</summary>
    private sealed class Unsteady(params string[] answers) : HttpMessageHandler
    {
        public List<string?> Keys { get; } = [];

        public List<string> Bodies { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal("secret", request.Headers.GetValues("X-API-Key").Single());
            Keys.Add(request.Headers.TryGetValues("Idempotency-Key", out IEnumerable<string>? keys) ? keys.Single() : null);
            Bodies.Add(request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
            string answer = answers[Bodies.Count - 1];
            if (answer == "out of reach") throw new HttpRequestException("No route.");
            if (!int.TryParse(answer, out int status)) return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer, Encoding.UTF8, "application/json") };
            return new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent("""{"title":"Busy","detail":"come back"}""", Encoding.UTF8, "application/problem+json") };
        }
    }
}
