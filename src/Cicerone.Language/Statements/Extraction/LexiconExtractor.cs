using Cicerone.Data.Reviews;

namespace Cicerone.Language.Statements.Extraction;

/// <summary>
/// Extraction without a language model, the same every time: patterns over a list of English words (ours; the published pipeline asks a model).
/// It finds what it has words and patterns for, and nothing else.
/// </summary>
public sealed class LexiconExtractor : IStatementExtractor
{
    /// <summary>How many words of a review are read, as in the released code.</summary>
    public const int MostWords = 128;

    /// <inheritdoc/>
    public Task<IReadOnlyList<StatementCandidate>?> ExtractAsync(Review review, CancellationToken cancellation = default) => Task.FromResult<IReadOnlyList<StatementCandidate>?>(Extract(review));

    /// <summary>Candidates in the order of the text.</summary>
    public static IReadOnlyList<StatementCandidate> Extract(Review review)
    {
        ArgumentNullException.ThrowIfNull(review);
        string text = review.Text[..LengthOfWords(review.Text)];
        var candidates = new List<StatementCandidate>();
        foreach (IGrouping<int, Clause> sentence in Clause.Of(text).GroupBy(clause => clause.Sentence))
        {
            int before = candidates.Count;
            foreach (Clause clause in sentence)
                candidates.AddRange(Grammar.Read(clause).Select(reading => Of(reading, clause.Start, clause.End)));
            if (candidates.Count == before && Grammar.ReadLoosely(sentence) is { } loose) candidates.Add(Of(loose, sentence.First().Start, sentence.Last().End));
        }
        return candidates;
    }

    private static StatementCandidate Of(Reading reading, int start, int end) => new(reading.Render(), reading.Sentiment, start, end - start);

    /// <summary>How long a text is up to the end of its last word that is read.</summary>
    internal static int LengthOfWords(string text)
    {
        int words = 0;
        for (int i = 1; i < text.Length; i++)
            if (char.IsWhiteSpace(text[i]) && !char.IsWhiteSpace(text[i - 1]) && ++words == MostWords) return i;
        return text.Length;
    }
}
