using System.Text.Json;
using Cicerone.Data.Reviews;
using Cicerone.Language.Statements.Extraction;

namespace Cicerone.Language.Statements.Chat;

/// <summary>Verification by a chat model: the published second pass, with a prompt of our own wording. Ours is that each answer names the candidate that it was made from, whose words it keeps.</summary>
/// <param name="asker">Asks the model.</param>
public sealed class ChatVerifier(ChatAsker asker) : IStatementVerifier
{
    private const int MostCandidates = 128;
    private static readonly ChatSettings Settings = new(Temperature: 0.1f, TopP: 0.95f, MostTokens: 512);

    /// <summary>The instructions.</summary>
    public const string Instructions =
        """
        You are given statements that were taken from a review of a product. Keep those that are facts of the product, and mend them.
        Answer with one JSON object and nothing else: {"statements": [{"from": 0, "statement": "the product's scent is strong", "sentiment": "neutral"}]}
        from is the number of the statement that it was made from.
        Rules:
        - Each begins with "the product", is in the present tense, short, and tells one thing.
        - Leave out what is about the writer, their family or their story; about wanting to buy, recommending, giving or sending back; about how others reacted; about seller, brand, shop, price or delivery; memories; and bare liking, loving or hating.
        - Leave out comparisons and anything about another product.
        - Strike words of degree and keep the property.
        - Of statements of which one says all that another says, keep the one that says more.
        - Set sentiment anew: "positive", "negative" or "neutral". The list may be empty.
        """;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StatementCandidate>?> VerifyAsync(Review review, IReadOnlyList<StatementCandidate> candidates, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        if (candidates.Count == 0) return [];
        StatementCandidate[] read = [.. candidates.Take(MostCandidates)];
        string given = JsonSerializer.Serialize(read.Select((candidate, number) => new { number, statement = candidate.Text, sentiment = candidate.Sentiment.ToString().ToLowerInvariant() }));
        IReadOnlyList<ToldStatement>? told = await asker.AskAsync(Instructions, given, Settings, answer => Checked(ChatJson.Statements(answer), read.Length), cancellation);
        return told is null ? null : [.. told.Select(one => read[one.From!.Value] with { Text = one.Statement, Sentiment = one.Sentiment!.Value })];
    }

    private static IReadOnlyList<ToldStatement>? Checked(IReadOnlyList<ToldStatement>? told, int candidates) =>
        told is not null && told.All(one => one.Sentiment is not null && one.From >= 0 && one.From < candidates) ? told : null;
}
