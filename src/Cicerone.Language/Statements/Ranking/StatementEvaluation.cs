using Cicerone.Evaluation;

namespace Cicerone.Language.Statements.Ranking;

/// <summary>The figures of one ranker of statements in one setting.</summary>
/// <param name="Result">The figures; its people are reviews, by their places in the corpus.</param>
/// <param name="Queries">Reviews of the part.</param>
/// <param name="Positives">Statements that they make.</param>
/// <param name="Reached">Those among them that are candidates.</param>
/// <param name="MeanCandidates">Candidates of a review, on the mean.</param>
public sealed record StatementEvaluation(EvaluationResult Result, int Queries, int Positives, int Reached, double MeanCandidates)
{
    /// <summary>Reviews with a statement among the candidates: those that are scored.</summary>
    public int Scored => Result.People.Count;

    /// <summary>The share of statements made that can be found at all.</summary>
    public double Coverage => Positives == 0 ? 0 : (double)Reached / Positives;
}
