using Cicerone.Data.Reviews;

namespace Cicerone.Language.Statements.Extraction;

/// <summary>The first pass: finds what a review states of its product.</summary>
public interface IStatementExtractor
{
    /// <summary>Candidates in the order of the text, each with the words it rests on; null where no usable answer was had.</summary>
    Task<IReadOnlyList<StatementCandidate>?> ExtractAsync(Review review, CancellationToken cancellation = default);
}

/// <summary>The second pass: keeps what is explanatory, atomic and about the product alone.</summary>
public interface IStatementVerifier
{
    /// <summary>What is left of the candidates, perhaps in other words; null where no usable answer was had.</summary>
    Task<IReadOnlyList<StatementCandidate>?> VerifyAsync(Review review, IReadOnlyList<StatementCandidate> candidates, CancellationToken cancellation = default);
}
