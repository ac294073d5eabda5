namespace Cicerone.Language.Paths.Search;

/// <summary>Whom and what a path is to connect.</summary>
/// <param name="Person">The person's index, who is then nobody's way to anything; null for a stranger.</param>
/// <param name="Chosen">Distinct items that the person chose. The target is not followed from here: the edge that is explained is no part of an explanation.</param>
/// <param name="Taste">The person's vector, made of their history without the target.</param>
/// <param name="Target">The item.</param>
internal sealed record PathRequest(int? Person, IReadOnlyList<int> Chosen, float[] Taste, int Target);
