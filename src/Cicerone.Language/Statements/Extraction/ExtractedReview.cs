using Cicerone.Data.Reviews;

namespace Cicerone.Language.Statements.Extraction;

/// <summary>A review and its statements, each in its usual form and once.</summary>
/// <param name="Review">The review.</param>
/// <param name="Candidates">What the first pass found.</param>
/// <param name="Statements">What is left after verification and normalisation.</param>
public sealed record ExtractedReview(Review Review, IReadOnlyList<StatementCandidate> Candidates, IReadOnlyList<StatementCandidate> Statements);
