namespace Cicerone.Evaluation;

/// <summary>How much lies behind the figures of a slice.</summary>
/// <param name="Name"><c>head</c>, <c>tail</c> or <c>cold</c>, or a bin such as <c>1-4</c>: the end of the keys.</param>
/// <param name="Items">Items of the catalogue in the slice.</param>
/// <param name="Answers">Held-out (person, item) pairs in it.</param>
/// <param name="People">People who have such a pair: the slice's figures are means over them.</param>
public sealed record SliceSize(string Name, int Items, int Answers, int People);
