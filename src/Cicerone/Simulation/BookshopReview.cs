using Cicerone.Data.Reviews;

namespace Cicerone.Simulation;

/// <summary>A review of the <see cref="Bookshop"/>, with the truth that no file of reviews has.</summary>
/// <param name="Review">What was written.</param>
/// <param name="Motive">Why the reader had chosen the book.</param>
/// <param name="Mentions">Every statement in it, in the order of the text.</param>
/// <param name="Distractors">Every sentence in it that is no statement on the book.</param>
public sealed record BookshopReview(Review Review, Motive Motive, IReadOnlyList<GoldMention> Mentions, IReadOnlyList<PlantedDistractor> Distractors);

/// <summary>A statement where it is made.</summary>
/// <param name="Statement">Index into <see cref="BookshopStatements.All"/>: its cluster.</param>
/// <param name="Text">The statement in the reviewer's words, as extraction should give it.</param>
/// <param name="Start">Where in the review the sentence begins.</param>
/// <param name="Length">How long it is.</param>
public sealed record GoldMention(int Statement, string Text, int Start, int Length);

/// <summary>A sentence that is no statement on the book.</summary>
/// <param name="Kind">Why it is none: <c>personal</c>, <c>delivery</c> and so on.</param>
/// <param name="Start">Where in the review it begins.</param>
/// <param name="Length">How long it is.</param>
public sealed record PlantedDistractor(string Kind, int Start, int Length);
