using Cicerone.Data.Reviews;

namespace Cicerone.Language.Statements;

/// <summary>A review and the statements that it makes.</summary>
/// <param name="Review">The review.</param>
/// <param name="Statements">Indices into the table of statements, each once, in the order of the text.</param>
/// <param name="Spans">For each, where in the review's text the words begin that it rests on, and how many they are.</param>
public sealed record StatedReview(Review Review, IReadOnlyList<int> Statements, IReadOnlyList<(int Start, int Length)> Spans);
