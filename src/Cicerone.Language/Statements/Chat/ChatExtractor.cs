using Cicerone.Data.Reviews;
using Cicerone.Language.Statements.Extraction;

namespace Cicerone.Language.Statements.Chat;

/// <summary>
/// Extraction by a chat model: the published first pass, with a prompt of our own wording. Ours is that each statement must come with the words of the review that
/// it rests on; one whose words are not in the review is dropped and counted, so that nothing without a source gets through.
/// </summary>
/// <param name="asker">Asks the model.</param>
public sealed class ChatExtractor(ChatAsker asker) : IStatementExtractor
{
    private static readonly ChatSettings Settings = new(Temperature: 0.5f, TopP: 0.95f, MostTokens: 768);

    /// <summary>The instructions.</summary>
    public const string Instructions =
        """
        You read a review of a product and list what it says of the product, so that others can know what to expect.
        Answer with one JSON object and nothing else: {"statements": [{"statement": "the product's pump leaks", "sentiment": "negative", "quote": "the pump leaked all over"}]}
        Rules:
        - A statement tells one fact. Two facts that a conjunction joins are two statements. Where one fact follows from another, give only the one that says more.
        - The present tense, few words. The subject is the product or a part of it; call it "the product" where it has no name.
        - Tell only what matters to anyone who uses the product, and only what the review says. Nothing about the person who wrote it.
        - sentiment is "positive" for something desirable, "negative" for a problem, "neutral" for a description or something mixed.
        - quote is copied from the review letter by letter: the shortest run of words that the statement rests on.
        - Where the review says nothing of the product, the list is empty.
        """;

    /// <summary>Statements that were dropped because the words they were said to rest on are not in the review.</summary>
    public int Ungrounded { get; private set; }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StatementCandidate>?> ExtractAsync(Review review, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(review);
        string text = review.Text[..LexiconExtractor.LengthOfWords(review.Text)];
        IReadOnlyList<ToldStatement>? told = await asker.AskAsync(Instructions, $"Title: {review.Title}\nReview: {text}\nJSON:", Settings, ChatJson.Statements, cancellation);
        if (told is null) return null;
        var grounded = new List<StatementCandidate>();
        foreach (ToldStatement one in told)
        {
            int start = one.Quote is { Length: > 0 } quote ? text.IndexOf(quote, StringComparison.Ordinal) : -1;
            if (start < 0 || one.Sentiment is not { } sentiment) Ungrounded++;
            else grounded.Add(new StatementCandidate(one.Statement, sentiment, start, one.Quote!.Length));
        }
        return grounded;
    }
}
