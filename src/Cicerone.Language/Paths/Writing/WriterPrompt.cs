namespace Cicerone.Language.Paths.Writing;

/// <summary>What the writer is told.</summary>
/// <param name="Tokens">Its tokens, up to where the sentence begins.</param>
/// <param name="Named">The items that it may name, in the order of their marks.</param>
/// <param name="Cells">What the item has in the columns that have a mark; none is empty.</param>
internal sealed record WriterPrompt(int[] Tokens, IReadOnlyList<int> Named, IReadOnlyDictionary<string, string> Cells);
