using Cicerone.Simulation;

namespace Cicerone.Language.Statements.Extraction;

/// <summary>How well offline extraction finds what reviews of the Bookshop state in truth: the same words in their usual form, in the same sentence.</summary>
/// <param name="Found">Statements that were extracted.</param>
/// <param name="Made">Statements that the reviews make.</param>
/// <param name="Right">Statements made that were extracted.</param>
public sealed record ExtractionQuality(int Found, int Made, int Right)
{
    /// <summary>The share of what was extracted that is right.</summary>
    public double Precision => Found == 0 ? 1 : (double)Right / Found;

    /// <summary>The share of what is made that was extracted.</summary>
    public double Recall => Made == 0 ? 1 : (double)Right / Made;

    /// <summary>Their harmonic mean.</summary>
    public double F1 => Right == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    /// <summary>Extracts and compares.</summary>
    /// <param name="truth">Reviews with their truth.</param>
    /// <param name="verify">Whether the second pass is made.</param>
    public static ExtractionQuality Of(IReadOnlyList<BookshopReview> truth, bool verify)
    {
        ArgumentNullException.ThrowIfNull(truth);
        int found = 0, made = 0, right = 0;
        foreach (BookshopReview one in truth)
        {
            IReadOnlyList<StatementCandidate> statements = LexiconExtractor.Extract(one.Review);
            if (verify) statements = LexiconVerifier.Verify(one.Review, statements, out _);
            found += statements.Count;
            made += one.Mentions.Count;
            right += one.Mentions.Count(mention => statements.Any(statement => Overlap(mention.Start, mention.Length, statement) && StatementNormaliser.Normalise(statement.Text) == StatementNormaliser.Normalise(mention.Text)));
        }
        return new ExtractionQuality(found, made, right);
    }

    /// <summary>The share of sentences that state nothing of which no statement is left, by kind.</summary>
    public static IReadOnlyDictionary<string, double> Rejected(IReadOnlyList<BookshopReview> truth)
    {
        ArgumentNullException.ThrowIfNull(truth);
        return truth.SelectMany(one => one.Distractors.Select(planted => (one.Review, Planted: planted))).GroupBy(pair => pair.Planted.Kind).ToDictionary(kind => kind.Key, kind => kind.Average(pair =>
            LexiconVerifier.Verify(pair.Review, LexiconExtractor.Extract(pair.Review), out _).Any(statement => Overlap(pair.Planted.Start, pair.Planted.Length, statement)) ? 0.0 : 1));
    }

    private static bool Overlap(int start, int length, StatementCandidate statement) => statement.Start < start + length && start < statement.Start + statement.Length;
}
