using Cicerone.Language.Statements.Clustering;

namespace Cicerone.Language.Statements.Chat;

/// <summary>
/// Judges pairs by a chat model. The published judge reads the probability of "yes" off a model's next word; where a model gives words alone, a strict yes is 1 and a
/// strict no 0, and no usable answer is 0: the pair stays apart.
/// </summary>
/// <param name="asker">Asks the model.</param>
public sealed class ChatPairJudge(ChatAsker asker) : IPairJudge
{
    private const string Yes = "yes", No = "no";
    private static readonly ChatSettings Settings = new(Temperature: 0, TopP: 1, MostTokens: 4);

    /// <summary>The instructions.</summary>
    public const string Instructions =
        """
        You are given two statements about products. Do they say exactly the same, so that either could stand for the other? Opposites, other numbers, other parts, times,
        places or conditions make them different. Answer with one word: yes or no.
        """;

    /// <inheritdoc/>
    public async ValueTask<double> JudgeAsync(string one, string other, CancellationToken cancellation = default) =>
        await asker.AskAsync(Instructions, $"1: {one}\n2: {other}", Settings, Parse, cancellation) == Yes ? 1 : 0;

    private static string? Parse(string answer) => answer.Trim().TrimEnd('.').ToLowerInvariant() switch { Yes => Yes, No => No, _ => null };
}
