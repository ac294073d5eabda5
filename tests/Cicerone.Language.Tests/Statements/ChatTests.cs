using Cicerone.Data.Reviews;
using Cicerone.Language.Statements;
using Cicerone.Language.Statements.Chat;
using Cicerone.Language.Statements.Extraction;
using Microsoft.Extensions.AI;

namespace Cicerone.Language.Tests.Statements;

public sealed class ChatTests : IDisposable
{
    private static readonly Review Review = new("u", "i", 0, 5, "Fine", "The pump leaks. I love the scent!");
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-chat-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Both_passes_are_asked_and_what_has_no_words_in_the_review_is_dropped()
    {
        using var model = new FakeChat("""
            Sure! {"statements": [{"statement": "the product's pump leaks", "sentiment": "negative", "quote": "The pump leaks"},
            {"statement": "the product is cheap", "sentiment": "positive", "quote": "it is cheap"}, {"statement": "the scent", "sentiment": "splendid", "quote": "the scent"}]} Anything else?
            """, """{"statements": [{"from": 0, "statement": "the product's pump leaks", "sentiment": "negative"}]}""");
        var asker = new ChatAsker(model, "fake");
        var extractor = new ChatExtractor(asker);
        var found = await ExtractedReviews.RunAsync([Review], extractor, new ChatVerifier(asker), cancellation: TestContext.Current.CancellationToken);
        StatementCandidate statement = Assert.Single(found.Reviews[0].Statements);
        Assert.Equal(("the product's pump leaks", Sentiment.Negative, "The pump leaks"), (statement.Text, statement.Sentiment, Review.Text.Substring(statement.Start, statement.Length)));
        Assert.Equal(2, extractor.Ungrounded);
        Assert.Equal((2, 0, 0), (asker.Asked, asker.Retried, asker.Failed));
        Assert.Equal([(ChatExtractor.Instructions, 0.5f), (ChatVerifier.Instructions, 0.1f)], model.Asked);
    }

    [Fact]
    public async Task An_answer_of_another_form_is_asked_for_once_more_and_then_counted()
    {
        using var once = new FakeChat("no idea", """[{"statement": "the product's scent is nice", "sentiment": "positive", "quote": "the scent"}]""");
        var asker = new ChatAsker(once, "fake");
        Assert.Single((await new ChatExtractor(asker).ExtractAsync(Review, TestContext.Current.CancellationToken))!);
        Assert.Equal((2, 1, 0), (asker.Asked, asker.Retried, asker.Failed));

        using var never = new FakeChat("no idea", """{"statements": [{"sentiment": "positive"}]}""", "never asked");
        asker = new ChatAsker(never, "fake");
        var found = await ExtractedReviews.RunAsync([Review], new ChatExtractor(asker), verifier: null, cancellation: TestContext.Current.CancellationToken);
        Assert.Empty(found.Reviews);
        Assert.Equal((1, 2, 1, 1), (found.Failed, asker.Asked, asker.Retried, asker.Failed));
    }

    [Fact]
    public async Task What_was_answered_is_kept_under_model_and_question()
    {
        const string Answer = """{"statements": []}""";
        using var model = new FakeChat(Answer, Answer, Answer);
        var first = new ChatAsker(model, "fake", _folder);
        await new ChatExtractor(first).ExtractAsync(Review, TestContext.Current.CancellationToken);
        await new ChatExtractor(first).ExtractAsync(Review, TestContext.Current.CancellationToken);
        Assert.Equal((1, 1), (first.Asked, first.FromCache));
        await new ChatExtractor(first).ExtractAsync(Review with { Text = "Another." }, TestContext.Current.CancellationToken);
        var other = new ChatAsker(model, "another model", _folder);
        await new ChatExtractor(other).ExtractAsync(Review, TestContext.Current.CancellationToken);
        Assert.Equal((2, 1, 0), (first.Asked, other.Asked, other.FromCache));
    }

    [Fact]
    public async Task A_judge_says_yes_or_no_and_nothing_else_joins()
    {
        using var model = new FakeChat("Yes.", "no", "perhaps", "perhaps");
        var judge = new ChatPairJudge(new ChatAsker(model, "fake"));
        foreach ((string other, double expected) in (IEnumerable<(string, double)>)[("b", 1), ("c", 0), ("d", 0)]) Assert.Equal(expected, await judge.JudgeAsync("a", other, TestContext.Current.CancellationToken));
    }

    private sealed class FakeChat(params string[] answers) : IChatClient
    {
        private int _next;

        public List<(string System, float? Temperature)> Asked { get; } = [];

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            Asked.Add((messages.First().Text, options?.Temperature));
            return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, answers[_next++])));
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose() { }
    }
}
